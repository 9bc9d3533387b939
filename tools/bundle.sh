#!/bin/sh
# Writes dist/yiwang-VERSION-PLATFORM.tar.gz: all wheels for this platform and Python, and an installer.
# It installs and runs where no registry is in reach.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
version=$($bin/yiwang version)
platform=$($bin/python -c 'import sysconfig, sys; print(f"py{sys.version_info[0]}{sys.version_info[1]}-{sysconfig.get_platform()}")')
name="yiwang-$version-$platform"
folder="dist/$name"
rm -rf "$folder"
mkdir -p "$folder/wheels"
$bin/python -m pip --disable-pip-version-check download --quiet --require-hashes --only-binary :all: \
	-r requirements.lock -d "$folder/wheels"
rm -rf build
$bin/python -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation . -w "$folder/wheels"
cp LICENSE README.md docs/operations/install.md "$folder/" 2>/dev/null || cp LICENSE README.md "$folder/"
cat >"$folder/install.sh" <<'INSTALLER'
#!/bin/sh
# Usage: ./install.sh [FOLDER]   (default /opt/yiwang). Needs only the Python this bundle was made for.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-/opt/yiwang}
python=${PYTHON:-python3}
"$python" -m venv "$target"
"$target/bin/python" -m pip --disable-pip-version-check --isolated install --quiet --no-index --no-deps \
	"$here"/wheels/*.whl
echo "Installed. Start with: $target/bin/yiwang up --data /var/lib/yiwang-data"
INSTALLER
chmod +x "$folder/install.sh"
tar -C dist -czf "dist/$name.tar.gz" "$name"
echo "dist/$name.tar.gz"
