"""How does a form say whose words it holds? {% carry_token %} beside {% csrf_token %}, in every form with words."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from supervision.carrying import FIELD, token_for

register = template.Library()


@register.simple_tag(takes_context=True)
def carry_token(context: dict[str, Any]) -> SafeString:
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, token_for(context["request"]))
