"""Who may cancel and download a report? As in `supervision.policy`."""

from supervision.policy import Denied


def check_cancel(*, is_maker: bool, is_under_way: bool) -> None:
    if not is_maker:
        raise Denied("Only whoever asked for a report cancels it.")
    if not is_under_way:
        raise Denied("This report is no longer being made.")


def check_download(*, is_ready: bool, is_covered: bool) -> None:
    """Asked at each download: a role that has become smaller since does not reach the file any more."""
    if not is_covered:
        raise Denied("Your role no longer reaches every team in this report.")
    if not is_ready:
        raise Denied("This report has no file to download.")
