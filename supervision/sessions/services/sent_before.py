"""Was a form sent before with something else in it, as it is after Back in a browser? Then it did not do this."""


class SentBefore(Exception):
    """The key of this form is known, of other words."""


def check_same(stored: object, given: object) -> None:
    """Raises SentBefore when what the first press stored is not what this press holds."""
    if stored != given:
        raise SentBefore(
            "This form was sent before with something else in it, and nothing was done this time. "
            "Press the button again to do this as well."
        )
