"""What can be done with people? Invited, changed, given roles, signed out, asked who they are."""

from .identity import TooManyTries, confirm_identity
from .invitations import InvitationGone, accept, add_person, find_invitation, invite, invite_again, send_invitation
from .people import change_person, deactivate, reactivate, sign_out_everywhere
from .roles import grant, revoke

__all__ = [
    "InvitationGone",
    "TooManyTries",
    "accept",
    "add_person",
    "change_person",
    "confirm_identity",
    "deactivate",
    "find_invitation",
    "grant",
    "invite",
    "invite_again",
    "reactivate",
    "revoke",
    "send_invitation",
    "sign_out_everywhere",
]
