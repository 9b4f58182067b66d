# uv from the path, or one of the project's own where there is none.
UV := $(or $(shell command -v uv),.uv/bin/uv)

.uv/bin/uv:
	python3 -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check uv
