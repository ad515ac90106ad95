"""How every form is drawn: Django's renderer with our templates, so that `{{ form }}` and `{% field %}` look the same."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Forms by `ui/components/form.html`, fields by `ui/components/field.html`; widgets stay Django's own."""

    form_template_name = "ui/components/form.html"
    field_template_name = "ui/components/field.html"
