#!/usr/bin/env bash
# Builds gl (headless-gl), which the gpu kernel needs, for one Node.
#
#   scripts/build-gl.sh [DIR] [NODE]
#
# DIR: the folder whose node_modules holds gl as `npm ci` left it, not compiled (default: this repository).
# NODE: the node that will load it (default: the one on PATH).
#
# The result is kept in ${XDG_CACHE_HOME:-~/.cache}/connectop-ci/gl-VERSION-ABI-ARCH: the next run only copies it. Root gets the Debian
# packages that are missing; anybody else is told which. Takes two minutes of one processor, and nothing from the network but npm
# and Debian packages.
set -euo pipefail

dir=$(cd "${1:-$(dirname "$0")/..}" && pwd)
gl=$dir/node_modules/gl

fail() {
	echo "build-gl: $*" >&2
	exit 1
}

node=$("${2:-node}" -p process.execPath) || fail "${2:-node} does not run"
export PATH="$(dirname "$node"):$PATH"

# packages NAME…: those Debian packages, installed by root, asked for otherwise.
packages() {
	command -v dpkg-query >/dev/null || return 0
	local missing=() name
	for name in "$@"; do
		dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
	done
	[ ${#missing[@]} -eq 0 ] && return 0
	[ "$(id -u)" -eq 0 ] || fail "first: sudo apt-get install ${missing[*]}"
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# headers: prints the folder whose include/node belongs to $node: beside the binary, else from the npm package of that version.
headers() {
	local prefix
	prefix=$(dirname "$(dirname "$node")")
	if grep -qs "define NODE_MODULE_VERSION $abi\$" "$prefix/include/node/node_version.h"; then
		echo "$prefix"
		return
	fi
	local package=node-linux-$arch@$version
	echo "build-gl: $prefix has no headers of Node $version, taking those of $package" >&2
	(cd "$work" && npm pack --silent "$package" >/dev/null && tar -xzf node-linux-*.tgz package/include) || fail "no headers for Node $version"
	echo "$work/package"
}

loads() {
	"$node" -e 'require(process.argv[1])' "$1" 2>/dev/null
}

[ -f "$gl/package.json" ] || fail "$gl is missing; npm ci --ignore-scripts puts it there"
[ "$("$node" -p process.platform)" = linux ] || fail "this script knows Linux alone"
abi=$("$node" -p process.versions.modules)
arch=$("$node" -p process.arch)
version=$("$node" -p process.versions.node)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/connectop-ci/gl-$("$node" -p 'require(process.argv[1]).version' "$gl/package.json")-$abi-$arch
built=$gl/build/Release/webgl.node

packages libgl1 libgl1-mesa-dri libxext6 xvfb
if loads "$built"; then
	echo "build-gl: $built is there"
	exit 0
fi

if ! loads "$cache/webgl.node"; then
	packages g++ make python3 pkg-config libxi-dev libglu1-mesa-dev libglew-dev
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	nodedir=$(headers)
	echo "build-gl: compiling gl for Node $version ($arch), some minutes; log in $cache/build.log"
	mkdir -p "$cache"
	(cd "$gl" && "$node" "$dir/node_modules/node-gyp/bin/node-gyp.js" rebuild --nodedir "$nodedir" -j max) >"$cache/build.log" 2>&1 ||
		fail "compiling failed; the end of $cache/build.log: $(tail -n 5 "$cache/build.log")"
	cp "$built" "$cache/webgl.node.$$"
	mv "$cache/webgl.node.$$" "$cache/webgl.node"
	rm -rf "$gl/build"
fi

mkdir -p "$(dirname "$built")"
cp "$cache/webgl.node" "$built"
loads "$built" || fail "$built does not load in Node $version"
echo "build-gl: $built is there"
