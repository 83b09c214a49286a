"""Who are the people, and where do they belong?"""

from .invitation import Invitation
from .organisation import Agency, JobRole, Service, Team
from .person import Person
from .roles import RoleGrant

__all__ = ["Agency", "Invitation", "JobRole", "Person", "RoleGrant", "Service", "Team"]
