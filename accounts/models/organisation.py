"""How is the organisation made up? Agencies hold services, services hold teams."""

from django.db import models

from supervision.vocabulary import BankHolidays


class Agency(models.Model):
    name = models.CharField(max_length=120, unique=True)
    bank_holidays = models.CharField(
        max_length=20, choices=BankHolidays.choices(), default=BankHolidays.ENGLAND_AND_WALES
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="service_named_once_per_agency")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["service", "name"], name="team_named_once_per_service")]

    def __str__(self) -> str:
        return self.name


class JobRole(models.Model):
    """A job as the organisation names it, such as "Social worker"."""

    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
