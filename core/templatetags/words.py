"""Numbers, money and dates on pages, in the same words as in the documents."""

from django import template

from core import formatting

register = template.Library()
register.filter("day", formatting.day)
register.filter("money", formatting.money)
register.filter("number", formatting.number)
register.filter("percent", formatting.percent)
