"""What is said beside a box that is for one case? What is said beside any, and which other cases it names."""

from supervision.formpack.guard import GuardedBoxes, Remark
from supervision.sessions.extracts import other_references


class AboutOneCase(GuardedBoxes):
    """Those who read the box know of this case alone: a reference that is not its own is said as well."""

    own = ""  # its reference
    may_name_any = False  # in a group, whose record is about no one case

    def remarks(self) -> list[Remark]:
        return super().remarks() + [
            Remark(
                other,
                "looks like the reference of another case",
                label=str(self.fields[name].label),
                target=self[name].auto_id or "",
            )
            for name in self.guarded
            if not self.may_name_any
            for other in other_references(self.cleaned_data.get(name, ""), self.own)
        ]
