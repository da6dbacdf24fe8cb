"""The WSGI application a server such as gunicorn loads."""

import os

from django.core.wsgi import get_wsgi_application

from titration.serving import check_the_role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "titration.settings")

application = get_wsgi_application()
check_the_role()
