"""What should happen, for everybody, at every address? Written by hand; it knows nothing of the code.

Columns: P practitioner of the record · S supervisor of the session · N supervises them now, was not in the session ·
V covers for N today · R was named to sign in place of S, in the record `routed` alone ·
Q specialist supervisor of P, who was in the session of the record `beside` alone ·
C colleague · M manager of the organisation · E manager of another team · A administrator · L leaver ·
U nobody signed in.
Letters: o done or shown · x 403 with the reason · - 404 as if there were nothing · l sent to sign in · a 401 ·
m method not used here · g the sender is told nothing (400).
"""

PEOPLE = "P S N V R Q C M E A L U"

#            P S N V R Q C M E A L U
NOBODY = "x x x x - - - x - - l l"
BOTH = "o o x x - - - x - - l l"
BOTH_AND_NOW = "o o o o - - - x - - l l"
WRITER = "o x x x - - - x - - l l"
OPENED = "x x x x - - - o - - l l"  # by break-glass, for M
REVIEWER = "x o x x - - - x - - l l"
SIGNED_IN = "o o o o o o o o o o l l"
EVERYBODY = "o o o o o o o o o o o o"
SUPERVISORS = "x o o o o o x x x x l l"
MANAGERS = "x x x x x x x o o x l l"
MANAGER_OF_P = "x x x x x x x o - x l l"
MANAGERS_OF_ALL = "x x x x x x x o x x l l"
ADMINISTRATORS = "x x x x x x x x x o l l"
SENT_TO_SIGN_IN = "l l l l l l l l l l l l"
NOT_USED = "m m m m m m m m m m l l"
NOT_USED_OPEN = "m m m m m m m m m m m m"
TWO = "o o - - - - - - - - l l"  # the two people of an arrangement

# A record that P wrote with N, whom V covers: V reads, signs and answers as N does, and keeps no note of it.
#                    P S N V R Q C M E A L U
COVERED_NOBODY = "x - x x - - - x - - l l"
COVERED_TWO = "o - o x - - - x - - l l"
COVERED_ALL = "o - o o - - - x - - l l"
COVERED_WRITER = "o - x x - - - x - - l l"
COVERED_REVIEWER = "x - o o - - - x - - l l"
# A record that P wrote with S and sent; R was named to sign in place of S.
#                   P S N V R Q C M E A L U
ROUTED_NOBODY = "x x x x x - - x - - l l"
ROUTED_TWO = "o o x x x - - x - - l l"
ROUTED_ALL = "o o x x o - - x - - l l"
ROUTED_WRITER = "o x x x x - - x - - l l"
ROUTED_REVIEWER = "x o x x o - - x - - l l"
# A record that P wrote with Q and both signed; N leads P's supervision and V covers for N.
#                  P S N V R Q C M E A L U
BESIDE_NOBODY = "x - x x - x - x - - l l"
BESIDE_TWO = "o - x x - o - x - - l l"
BESIDE_ALL = "o - o o - o - x - - l l"


def acting(draft: str, sent: str, locked: str, routed: str) -> dict[str, str]:
    """The rows of the records in which somebody stands in for the supervisor."""
    return {"covered_draft": draft, "covered_sent": sent, "covered_locked": locked, "routed": routed}


# For pages of a record: what is expected in each state. `old` is a locked record of more than twelve months ago,
# `struck` one that was locked before, `withdrawn` one that was struck through before both had signed.
STATES = ["draft", "sent", "returned", "locked", "old", "not_held", "struck", "withdrawn", "discarded"]
GONE = "- - - - - - - - - - l l"  # a discarded draft is nobody's


def in_states(otherwise: str, **known: str) -> dict[str, str]:
    """The row of every state: the one named, or the same one for all others."""
    return {state: known.get(state, GONE if state == "discarded" else otherwise) for state in STATES}


RECORD_GET: dict[str, dict[str, str]] = {
    "records:show": in_states(BOTH, locked=BOTH_AND_NOW, not_held=BOTH_AND_NOW, struck=BOTH_AND_NOW),
    "records:opened": in_states(NOBODY, locked=OPENED),
    "records:edit": in_states(NOBODY, draft=WRITER, returned=WRITER),
    "records:discard": in_states(NOBODY, draft=WRITER),
    "records:take_back": in_states(NOBODY, sent=WRITER),
    "records:return": in_states(NOBODY, sent=REVIEWER),
    "records:comment": in_states(NOBODY, sent=BOTH, returned=BOTH),
    "records:sign": in_states(NOBODY, sent=BOTH),
    "records:rate": in_states(NOBODY, sent=REVIEWER),
    "records:addendum": in_states(NOBODY, locked=BOTH, old=BOTH),
    "records:strike": in_states(BOTH, draft=NOBODY, struck=NOBODY, withdrawn=NOBODY),
    "records:note": in_states(BOTH),
    "records:pdf": in_states(BOTH, draft=NOBODY, locked=BOTH_AND_NOW, not_held=BOTH_AND_NOW, struck=BOTH_AND_NOW),
}
ACTING = {
    "records:show": acting(COVERED_ALL, COVERED_ALL, COVERED_ALL, ROUTED_ALL),
    "records:opened": acting(COVERED_NOBODY, COVERED_NOBODY, COVERED_NOBODY, ROUTED_NOBODY),
    "records:edit": acting(COVERED_WRITER, COVERED_NOBODY, COVERED_NOBODY, ROUTED_NOBODY),
    "records:discard": acting(COVERED_WRITER, COVERED_NOBODY, COVERED_NOBODY, ROUTED_NOBODY),
    "records:take_back": acting(COVERED_NOBODY, COVERED_WRITER, COVERED_NOBODY, ROUTED_WRITER),
    "records:return": acting(COVERED_NOBODY, COVERED_REVIEWER, COVERED_NOBODY, ROUTED_REVIEWER),
    "records:comment": acting(COVERED_NOBODY, COVERED_ALL, COVERED_NOBODY, ROUTED_ALL),
    "records:sign": acting(COVERED_NOBODY, COVERED_ALL, COVERED_NOBODY, ROUTED_ALL),
    "records:rate": acting(COVERED_NOBODY, COVERED_REVIEWER, COVERED_NOBODY, ROUTED_REVIEWER),
    "records:addendum": acting(COVERED_NOBODY, COVERED_NOBODY, COVERED_ALL, ROUTED_NOBODY),
    "records:strike": acting(COVERED_NOBODY, COVERED_TWO, COVERED_TWO, ROUTED_TWO),
    "records:note": acting(COVERED_TWO, COVERED_TWO, COVERED_TWO, ROUTED_TWO),
    "records:pdf": acting(COVERED_NOBODY, COVERED_ALL, COVERED_ALL, ROUTED_ALL),
}
BESIDE = dict.fromkeys(ACTING, BESIDE_NOBODY) | {
    "records:show": BESIDE_ALL,
    "records:addendum": BESIDE_TWO,
    "records:strike": BESIDE_TWO,
    "records:note": BESIDE_TWO,
    "records:pdf": BESIDE_ALL,
}
for _route, _rows in ACTING.items():
    _rows["beside"] = BESIDE[_route]
    if _route in RECORD_GET:
        RECORD_GET[_route] |= _rows
# Posting asks for the same as looking, but for these.
RECORD_POST: dict[str, dict[str, str]] = RECORD_GET | {
    "records:show": dict.fromkeys(RECORD_GET["records:show"], NOT_USED),
    "records:pdf": dict.fromkeys(RECORD_GET["records:pdf"], NOT_USED),
    "records:opened": dict.fromkeys(RECORD_GET["records:opened"], NOT_USED),
    "records:autosave": in_states(
        "x x x x - - - x - - a a",
        draft="o x x x - - - x - - a a",
        returned="o x x x - - - x - - a a",
        discarded="- - - - - - - - - - a a",
    )
    | acting("o - x x - - - x - - a a", *["x - x x - - - x - - a a"] * 2, "x x x x x - - x - - a a")
    | {"beside": "x - x x - x - x - - a a"},
    "records:forget_kept": in_states(BOTH) | ACTING["records:note"],
}
# Whoever returned or struck it through pressed the button twice: they are led to the record.
RECORD_POST["records:return"] = RECORD_POST["records:return"] | {"returned": REVIEWER}
RECORD_POST["records:strike"] = RECORD_POST["records:strike"] | {"struck": WRITER, "withdrawn": WRITER}
RECORD_GET |= {
    "records:autosave": dict.fromkeys(RECORD_GET["records:show"], NOT_USED_OPEN),
    "records:forget_kept": in_states(BOTH) | ACTING["records:note"],
}

# A case that P leads. N leads their supervision and V covers for N: both read. Who was given access is tested apart.
#            P S N V R Q C M E A L U
CASE_READ = "o - o o - - - - - - l l"
CASE_LEAD = "o - x x - - - - - - l l"
CASE_ACCESS = "o - o x - - - - - - l l"
PRACTITIONERS = "o o x x x x o x x x l l"
OWN = "o - - - - - - - - - l l"  # what P wrote for nobody else

# A group that S facilitated: P presented, C came, N sent apologies. M manages, of the organisation.
# `overdue` waits for answers, and the day to answer by has passed.
#             P S N V R Q C M E A L U
GROUP_KNOWN = "o o o - - - o o - - l l"
GROUP_NOBODY = "x x x - - - x x - - l l"
GROUP_FACILITATOR = "x o x - - - x x - - l l"
GROUP_CAME = "o x x - - - o x - - l l"
GROUP_ALL = "o o x - - - o x - - l l"
GROUP_STATES = ["draft", "sent", "overdue", "returned", "locked", "struck", "discarded"]


def of_a_group(otherwise: str, **known: str) -> dict[str, str]:
    """The row of every state: the one named, or the same one for all others."""
    return {state: known.get(state, GONE if state == "discarded" else otherwise) for state in GROUP_STATES}


_WRITTEN = of_a_group(GROUP_NOBODY, draft=GROUP_FACILITATOR, returned=GROUP_FACILITATOR)
_SENT = {"sent": GROUP_FACILITATOR, "overdue": GROUP_FACILITATOR}
GROUP_GET: dict[str, dict[str, str]] = {
    "gatherings:show": of_a_group(GROUP_KNOWN),
    "gatherings:meeting": _WRITTEN,
    "gatherings:pdf": of_a_group(GROUP_ALL, draft=GROUP_NOBODY, returned=GROUP_FACILITATOR),
    "gatherings:write": _WRITTEN,
    "gatherings:attendance": _WRITTEN,
    "gatherings:points": _WRITTEN,
    "gatherings:send": _WRITTEN,
    "gatherings:confirm": of_a_group(GROUP_NOBODY, sent=GROUP_CAME, overdue=GROUP_CAME),
    "gatherings:take_back": of_a_group(GROUP_NOBODY, **_SENT),
    "gatherings:lock": of_a_group(GROUP_NOBODY, overdue=GROUP_FACILITATOR),
    "gatherings:discard": of_a_group(GROUP_NOBODY, draft=GROUP_FACILITATOR),
    "gatherings:strike": of_a_group(GROUP_FACILITATOR, draft=GROUP_NOBODY, struck=GROUP_NOBODY),
    "gatherings:addendum": of_a_group(GROUP_NOBODY, locked=GROUP_ALL),
    "gatherings:note": of_a_group(GROUP_ALL, draft=GROUP_FACILITATOR),
    "gatherings:feedback": of_a_group(GROUP_FACILITATOR),
    "gatherings:give_feedback": of_a_group(GROUP_CAME, struck=GROUP_NOBODY),  # also while it is being written
    "gatherings:keep_texts": dict.fromkeys(GROUP_STATES, NOT_USED_OPEN),
    "gatherings:forget_kept": of_a_group(GROUP_ALL, draft=GROUP_FACILITATOR),
}
# A clinic that S plans, with a case that P leads. What guests open is tested apart: none of these is one.
CLINIC_FACILITATOR = "x o - - - - - x - - l l"
CLINIC_NOBODY = "x x - - - - - x - - l l"  # it is not locked: nothing is handed on yet
CLINIC_PACK = "o o - - - - - x - - l l"
CLINIC_EXCERPT = "o o - - - - - x - - l l"  # S was given access to the case: else they could not read it
GUESTS_ALONE = "- - - - - - - - - - - -"
# A clinic that S facilitated and all signed, with two cases: P leads the first and was there for it, C the second.
# Being there for one does not open the other's. By route and method, for each slot.
_SLOT_CLOSED = "x x - - - - x x - - l l"  # what was signed stays
CLINIC_SLOTS = {
    ("gatherings:case_extract", "get"): {"first": "o o - - - - x x - - l l", "second": "x o - - - - o x - - l l"},
    ("gatherings:pack", "get"): {"first": "o o - - - - x x - - l l", "second": "x o - - - - o x - - l l"},
    ("gatherings:pack", "post"): {"first": _SLOT_CLOSED, "second": _SLOT_CLOSED},
    ("gatherings:outcome", "get"): {"first": _SLOT_CLOSED, "second": _SLOT_CLOSED},
}
# Its guests, who all came in by link and code: asked to the first case, to the second, to the first until access was
# taken away, until it ended, and until another link was sent. Access ends with the link.
GUESTS = "first second revoked expired sent_again"
GUEST_CASES = {"first": "o - - - -", "second": "- o - - -"}
GUEST_PAGES = {
    "guests:cases": "o o - - -",
    "guests:feedback": "o o - - -",
}
# A second press of a button leads to the record.
GROUP_POST: dict[str, dict[str, str]] = GROUP_GET | {
    "gatherings:feedback": dict.fromkeys(GROUP_STATES, NOT_USED),
    **dict.fromkeys(["gatherings:show", "gatherings:pdf"], dict.fromkeys(GROUP_STATES, NOT_USED)),
    "gatherings:send": GROUP_GET["gatherings:send"] | _SENT | {"locked": GROUP_FACILITATOR},
    "gatherings:keep_texts": of_a_group(
        "x x x - - - x x - - a a",
        **dict.fromkeys(["draft", "returned"], "x o x - - - x x - - a a"),
        discarded="- - - - - - - - - - a a",
    ),
    "gatherings:take_back": GROUP_GET["gatherings:take_back"] | {"returned": GROUP_FACILITATOR},
    "gatherings:lock": GROUP_GET["gatherings:lock"] | {"locked": GROUP_FACILITATOR},
}

# A request for support that P asked of S, who is no longer P's supervisor; N leads and V covers. `open` waits for an
# answer, S has `offered`, P has `accepted`, or it is `done`. `pool` waits for the specialists: Q, whose training is
# recorded.
#                P S N V R Q C M E A L U
SUPPORT_KNOWN = "o o o o - - - - - - l l"
SUPPORT_NOBODY = "x x x x - - - - - - l l"
SUPPORT_ASKED = "x o x x - - - - - - l l"
SUPPORT_REQUESTER = "o x x x - - - - - - l l"
SUPPORT_BOTH = "o o x x - - - - - - l l"
POOL = {"known": "o - o o - o - - - - l l", "nobody": "x - x x - x - - - - l l", "asked": "x - x x - o - - - - l l",
        "requester": "o - x x - x - - - - l l"}  # fmt: skip
SUPPORT_STATES = ["open", "offered", "accepted", "done", "pool"]


def of_support(otherwise: str, **known: str) -> dict[str, str]:
    """The row of every state: the one named, or the same one for all others."""
    return {state: known.get(state, otherwise) for state in SUPPORT_STATES}


_OPEN = dict.fromkeys(["open", "offered", "accepted"], SUPPORT_REQUESTER)
SUPPORT_GET: dict[str, dict[str, str]] = {
    "support:show": of_support(SUPPORT_KNOWN, pool=POOL["known"]),
    "support:offer": of_support(SUPPORT_NOBODY, open=SUPPORT_ASKED, pool=POOL["asked"]),
    "support:ask_again": of_support(SUPPORT_NOBODY, **_OPEN, pool=POOL["requester"]),
    "support:withdraw": of_support(SUPPORT_NOBODY, **_OPEN, pool=POOL["requester"]),
    "support:pass_on": of_support(
        SUPPORT_NOBODY, **dict.fromkeys(["open", "offered", "accepted"], SUPPORT_ASKED), pool=POOL["asked"]
    ),
    "support:done": of_support(SUPPORT_NOBODY, accepted=SUPPORT_BOTH, pool=POOL["nobody"]),
    "support:accept": of_support(NOT_USED),
}
# A second press of a button leads on.
SUPPORT_POST: dict[str, dict[str, str]] = SUPPORT_GET | {
    "support:show": of_support(NOT_USED),
    "support:offer": SUPPORT_GET["support:offer"] | {"offered": SUPPORT_ASKED},
    "support:accept": of_support(
        SUPPORT_NOBODY, offered=SUPPORT_REQUESTER, accepted=SUPPORT_REQUESTER, pool=POOL["nobody"]
    ),
    "support:done": SUPPORT_GET["support:done"] | {"done": SUPPORT_ASKED},
}

GET: dict[str, str] = {
    "gatherings:gatherings": SIGNED_IN,  # with what they may see in it
    "gatherings:start": "o o o o o o o x x x l l",
    "gatherings:plan": SUPERVISORS,
    "gatherings:add_slot": CLINIC_FACILITATOR,
    "gatherings:remove_slot": NOT_USED,
    "gatherings:pack": CLINIC_PACK,
    "gatherings:excerpt": CLINIC_EXCERPT,
    "gatherings:take_from_pack": NOT_USED,
    "gatherings:outcome": CLINIC_FACILITATOR,
    "gatherings:keep_outcome": NOT_USED_OPEN,
    "gatherings:case_extract": CLINIC_NOBODY,
    "gatherings:agency_extract": CLINIC_NOBODY,
    "gatherings:invite_guest": CLINIC_FACILITATOR,
    "gatherings:send_guest_again": NOT_USED,
    "gatherings:revoke_guest": NOT_USED,
    "gatherings:ask_guests": NOT_USED,
    **dict.fromkeys(["guests:cases", "guests:case", "guests:feedback", "guests:enter", "guests:code"], GUESTS_ALONE),
    **dict.fromkeys(["guests:leave", "guests:hints"], NOT_USED_OPEN),
    "cases:cases": SIGNED_IN,  # with what they may see in it
    "cases:find": NOT_USED,
    "cases:hints": NOT_USED,
    "cases:add": PRACTITIONERS,
    "cases:case": CASE_READ,
    "cases:notes_after": "- - o - - - - - - - l l",  # of a session of P's that N supervised
    "cases:change": CASE_LEAD,
    "cases:close": CASE_LEAD,
    "cases:reopen": NOT_USED,
    "cases:add_note": CASE_LEAD,
    "cases:add_addendum": CASE_LEAD,
    "cases:add_step": CASE_LEAD,
    "cases:not_yet_placed": SIGNED_IN,  # with what they may see in it
    "cases:place": CASE_READ,
    "cases:take_back": NOT_USED,
    "cases:hand_on": CASE_LEAD,  # their lead supervisor as well, when the lead leaves: tested apart
    "cases:keep_lead": NOT_USED,
    "cases:access": CASE_ACCESS,
    "cases:take_access": NOT_USED,
    "support:requests": SIGNED_IN,  # with what they may see in it
    "support:ask": PRACTITIONERS,
    "learning:learning": SIGNED_IN,  # each their own
    "learning:regulator": SIGNED_IN,
    "learning:add": SIGNED_IN,
    "learning:change": OWN,
    "learning:remove": OWN,
    "learning:team": SUPERVISORS,
    "learning:plan": SUPERVISORS,
    "learning:change_plan": "x - o - - - - - - - l l",  # N plans it and sees to it; P is of their team
    "learning:end": NOT_USED,
    "learning:resources": SIGNED_IN,
    "learning:add_resource": ADMINISTRATORS,
    "learning:change_resource": ADMINISTRATORS,
    "practitioners:home": SIGNED_IN,
    "practitioners:sessions": SIGNED_IN,
    "practitioners:action_points": SIGNED_IN,
    "practitioners:confidence": SIGNED_IN,
    "practitioners:look_back": SIGNED_IN,  # each their own
    "supervisors:team": SUPERVISORS,
    "supervisors:waiting": SUPERVISORS,
    "supervisors:action_points": SUPERVISORS,
    "supervisors:rows": SUPERVISORS,  # each their own people's
    "supervisors:export": SUPERVISORS,
    "supervisors:person": "x - o o - o x x x x l l",  # S has not been their supervisor since yesterday
    "supervisors:confidence": "x - o o - x x x x x l l",  # a specialist is not told how it has changed
    "records:action_point": "o o o o - - - - - - l l",
    "records:pauses": "o - o o - - - - - o l l",
    "records:change_pause": "o - o o - - - - - o l l",
    "records:start": TWO,
    "records:not_held": TWO,
    "records:book": TWO,
    "records:planned": TWO,
    "records:move_planned": TWO,
    "records:cancel_planned": TWO,
    "records:cancel_rest": TWO,
    "records:agenda": TWO,
    "records:take_up": NOT_USED,
    "records:remove_agenda_item": TWO,
    "records:agreement": TWO,
    "records:write_agreement": TWO,
    "records:sign_agreement": TWO,
    "notices:notices": SIGNED_IN,
    "notices:mail": SIGNED_IN,
    "notices:read": NOT_USED,
    "notices:read_all": NOT_USED,
    "notices:stop": EVERYBODY,  # the link in a mail says whose it is
    "managers:organisation": MANAGERS,
    "managers:rows": MANAGERS,
    "managers:definitions": MANAGERS,
    "managers:escalations": MANAGERS,
    "managers:people": MANAGERS,
    "managers:access": MANAGERS,
    "managers:confidence": MANAGERS,
    "managers:openings": MANAGERS,
    "managers:choose_record": MANAGERS,
    "managers:ask_to_open": MANAGER_OF_P,
    "managers:opening": MANAGER_OF_P,
    **dict.fromkeys(["managers:decide_opening", "managers:review_opening", "managers:open_record"], NOT_USED),
    # M drew a record of P and S, which R and E review; it is open. Of an open sample nobody reads what was found.
    "dips:samples": "x x x x o x x o o x l l",
    "dips:draw": MANAGERS,
    "dips:over_time": MANAGERS,
    "dips:sample": "- - - - o - - o o - l l",
    "dips:draw_again": "x x x x x x x o - x l l",
    "dips:close": NOT_USED,
    "dips:found": "- x - - x - - x x - l l",
    "dips:review": "- x - - o - - x o - l l",
    "records:sampled": "- x - - o - - x o - l l",
    "reports:reports": MANAGERS,
    "reports:build": MANAGERS,
    "reports:count": MANAGERS,
    "reports:save": MANAGERS,
    "reports:forget": NOT_USED,
    # A ready one of P's team, made by M; M's scope is the organisation, E's another team.
    "reports:show": "x x x x x x x o - x l l",
    "reports:progress": "x x x x x x x o - x l l",
    "reports:download": "x x x x x x x o - x l l",
    "reports:cancel": NOT_USED,
    "pulse:pulses": MANAGERS_OF_ALL,
    "pulse:start": MANAGERS_OF_ALL,
    "pulse:results": MANAGERS_OF_ALL,
    "pulse:remind": NOT_USED,
    "pulse:answer": "- - - - - - - - - - - -",  # without a secret; with one it is nobody's, whoever is signed in
    "pulse:thanks": EVERYBODY,
    "managers:acknowledge": MANAGER_OF_P,
    "administration:steps": ADMINISTRATORS,
    "administration:add_step": ADMINISTRATORS,
    "administration:change_step": ADMINISTRATORS,
    "administration:remove_step": ADMINISTRATORS,
    "administration:status": ADMINISTRATORS,
    "administration:mails": ADMINISTRATORS,
    "administration:resend_mail": NOT_USED,
    "administration:people": ADMINISTRATORS,
    "administration:teams": ADMINISTRATORS,
    "administration:arrangements": ADMINISTRATORS,
    "administration:templates": ADMINISTRATORS,
    "administration:invite": ADMINISTRATORS,
    "administration:person": ADMINISTRATORS,
    "administration:change_person": ADMINISTRATORS,
    "administration:grant_role": ADMINISTRATORS,
    "administration:revoke_role": ADMINISTRATORS,
    "administration:invite_again": ADMINISTRATORS,
    "administration:sign_out_person": ADMINISTRATORS,
    "administration:close_account": ADMINISTRATORS,
    "administration:open_account": ADMINISTRATORS,
    "administration:add_unit": ADMINISTRATORS,
    "administration:rename_unit": ADMINISTRATORS,
    "administration:agencies": ADMINISTRATORS,
    "administration:add_agency": ADMINISTRATORS,
    "administration:rename_agency": ADMINISTRATORS,
    "administration:retire_agency": ADMINISTRATORS,
    "administration:offer_agency": NOT_USED,
    "administration:begin_arrangement": ADMINISTRATORS,
    "administration:end_arrangement": ADMINISTRATORS,
    "administration:new_template": ADMINISTRATORS,
    "administration:continuity": ADMINISTRATORS,
    "administration:set_cover": ADMINISTRATORS,
    "administration:end_cover": ADMINISTRATORS,
    "administration:hand_over": ADMINISTRATORS,
    "administration:cancel_handover": ADMINISTRATORS,
    "administration:leave": ADMINISTRATORS,
    "administration:cancel_departure": ADMINISTRATORS,
    "administration:pass_cases": ADMINISTRATORS,
    "administration:pass_groups": ADMINISTRATORS,
    "administration:template": ADMINISTRATORS,
    "administration:group_formats": ADMINISTRATORS,
    "administration:new_group_format": ADMINISTRATORS,
    "administration:edit_group_format": ADMINISTRATORS,
    "administration:criteria": ADMINISTRATORS,
    "administration:add_criterion": ADMINISTRATORS,
    "administration:change_criterion": ADMINISTRATORS,
    "administration:retire_criterion": ADMINISTRATORS,
    "administration:policies": ADMINISTRATORS,
    "administration:policies_over_time": ADMINISTRATORS,
    "administration:new_policy": ADMINISTRATORS,
    "administration:edit_policy": ADMINISTRATORS,
    "administration:retire_policy": ADMINISTRATORS,
    "administration:closed_days": ADMINISTRATORS,
    "administration:add_closed_day": ADMINISTRATORS,
    "administration:remove_closed_day": ADMINISTRATORS,
    "administration:edit_template": ADMINISTRATORS,
    "calendars:address": SIGNED_IN,
    "calendars:make": NOT_USED,
    "calendars:revoke": NOT_USED,
    "calendars:feed": "- - - - - - - - - - - -",  # without a secret
    "account": SIGNED_IN,
    "account_sign_out_everywhere": NOT_USED,
    "account_still_here": NOT_USED_OPEN,
    "account_time_left": EVERYBODY,
    "account_change_password": SIGNED_IN,
    "account_logout": SIGNED_IN,
    "account_invitation": "- - - - - - - - - - - -",  # one that was never sent
    "account_login": EVERYBODY,
    "account_inactive": EVERYBODY,
    "account_signup": EVERYBODY,
    "account_reset_password": EVERYBODY,
    "account_reset_password_done": EVERYBODY,
    "account_reset_password_from_key": EVERYBODY,
    "account_reset_password_from_key_done": EVERYBODY,
    "pages:help": EVERYBODY,
    "pages:privacy": EVERYBODY,
    "pages:accessibility": EVERYBODY,
    "pages:child_at_risk": EVERYBODY,
}

POST: dict[str, str] = GET | {
    **dict.fromkeys(
        [
            "practitioners:home", "practitioners:sessions", "practitioners:action_points",
            "practitioners:confidence", "supervisors:team", "supervisors:waiting", "supervisors:action_points",
            "supervisors:person", "supervisors:confidence", "supervisors:rows", "supervisors:export",
            "reports:reports", "reports:count", "reports:show", "reports:progress", "reports:download",
            "notices:notices", "managers:escalations", "managers:confidence", "managers:people", "account",
            "managers:access", "managers:organisation", "managers:rows", "managers:definitions",
            "managers:openings", "managers:choose_record", "managers:opening",
            "dips:samples", "dips:over_time", "dips:sample", "dips:draw_again", "dips:found", "records:sampled",
            "records:agreement",
            "records:planned", "calendars:address",
            "administration:people", "administration:person", "administration:teams", "administration:continuity",
            "administration:steps", "administration:status", "administration:mails",
            "administration:agencies",
            "administration:arrangements", "administration:templates", "administration:template",
            "administration:policies", "administration:policies_over_time", "administration:closed_days",
            "administration:group_formats", "administration:criteria",
        ],
        NOT_USED,
    ),
    **dict.fromkeys(
        ["pages:help", "pages:privacy", "pages:accessibility", "pages:child_at_risk"], NOT_USED_OPEN,
    ),
    **dict.fromkeys(["pulse:pulses", "pulse:results"], NOT_USED),
    **dict.fromkeys(["managers:decide_opening", "managers:review_opening"], "x x x x x x x x - x l l"),  # M asked it
    "managers:open_record": MANAGER_OF_P,
    "dips:close": "- - - - x - - o x - l l",
    "pulse:remind": MANAGERS_OF_ALL,
    "pulse:thanks": NOT_USED_OPEN,
    "gatherings:gatherings": NOT_USED,
    "support:requests": NOT_USED,
    "learning:learning": NOT_USED,
    "learning:regulator": NOT_USED,
    "learning:resources": NOT_USED,
    "learning:team": NOT_USED,
    "learning:end": "x - o - - - - - - - l l",  # N plans it and sees to it; P is of their team
    **dict.fromkeys(["gatherings:remove_slot", "gatherings:send_guest_again", "gatherings:revoke_guest"],
                    CLINIC_FACILITATOR),
    "gatherings:ask_guests": CLINIC_NOBODY,  # its day is still to come
    "gatherings:take_from_pack": CLINIC_PACK,
    "gatherings:keep_outcome": "x o - - - - - x - - a a",
    **dict.fromkeys(["gatherings:case_extract", "gatherings:agency_extract"], NOT_USED),
    **dict.fromkeys(["guests:cases", "guests:case"], NOT_USED_OPEN),
    "guests:leave": EVERYBODY,
    "guests:hints": GUESTS_ALONE,
    "cases:cases": NOT_USED,
    "cases:find": SIGNED_IN,
    "cases:hints": SIGNED_IN,
    "cases:case": NOT_USED,
    "cases:notes_after": NOT_USED,
    "cases:reopen": CASE_LEAD,
    "cases:not_yet_placed": NOT_USED,
    "cases:place": CASE_ACCESS,
    "cases:take_back": CASE_ACCESS,
    "cases:take_access": CASE_ACCESS,
    "cases:keep_lead": CASE_LEAD,
    "reports:forget": "x x x x x x x o - x l l",  # M saved it
    "reports:cancel": "x x x x x x x x - x l l",  # it is ready: there is nothing left to cancel
    "administration:resend_mail": ADMINISTRATORS,
    "administration:offer_agency": ADMINISTRATORS,
    "calendars:make": SIGNED_IN,
    "calendars:revoke": SIGNED_IN,
    "calendars:feed": NOT_USED_OPEN,
    "notices:read": "o - - - - - - - - - l l",
    "notices:read_all": SIGNED_IN,
    "records:take_up": TWO,
    "records:remove_agenda_item": "o x - - - - - - - - l l",  # only the person who put it on takes it off
    "records:sign_agreement": TWO,
    **dict.fromkeys(
        ["account_inactive", "account_signup", "account_reset_password_done",
         "account_reset_password_from_key_done", "account_time_left"],
        NOT_USED_OPEN,
    ),
    "account_logout": SENT_TO_SIGN_IN,
    "account_sign_out_everywhere": SENT_TO_SIGN_IN,
    "account_still_here": EVERYBODY,
}  # fmt: skip
