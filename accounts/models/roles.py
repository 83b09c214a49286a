"""Which roles does a person hold, and how far does a manager's role reach?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.vocabulary import Role, Scope

from .organisation import Service, Team


class RoleGrant(models.Model):
    """One role of one person. Only a manager's role has a scope."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices())
    scope = models.CharField(max_length=20, choices=Scope.choices(), blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["person", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "scope", "team", "service"],
                name="role_granted_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="only_a_manager_role_has_a_scope",
                condition=(~Q(role=Role.MANAGER) & Q(scope="", team=None, service=None))
                | Q(role=Role.MANAGER, scope=Scope.TEAM, team__isnull=False, service=None)
                | Q(role=Role.MANAGER, scope=Scope.SERVICE, team=None, service__isnull=False)
                | Q(role=Role.MANAGER, scope=Scope.ORGANISATION, team=None, service=None),
                violation_error_message="A manager's role reaches one team, one service or the whole organisation.",
            ),
        ]

    def __str__(self) -> str:
        reach = self.team or self.service or (Scope(self.scope).label if self.scope else "")
        return f"{Role(self.role).label}: {reach}" if reach else Role(self.role).label
