"""How gunicorn serves, however it is started in this folder."""

control_socket_disable = True  # nothing of it lies in a home folder, and nobody steers it there
