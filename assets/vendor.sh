#!/bin/sh
# Brings NHS.UK frontend into assets/nhsuk and writes VENDOR.md. Run by a person; the result is committed.
#   assets/vendor.sh [TARBALL]     without a tarball, `npm pack` fetches it
set -eu
version=10.6.1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tarball=${1:-}
[ -n "$tarball" ] || { (cd "$work" && npm pack --silent "nhsuk-frontend@$version" >/dev/null); tarball=$work/nhsuk-frontend-$version.tgz; }
tar xzf "$tarball" -C "$work"
from=$work/package/dist/nhsuk
to=$here/nhsuk
mkdir -p "$to/images"
# Fonts named on a remote host would tell that host who reads which page; source maps are not shipped.
sed -E 's/@font-face\{[^}]*assets\.nhs\.uk[^}]*\}//g; s@/\*# sourceMappingURL=[^*]*\*/@@' "$from/nhsuk-frontend.min.css" > "$to/nhsuk-frontend.min.css"
sed -E 's@//# sourceMappingURL=.*$@@' "$from/nhsuk-frontend.min.js" > "$to/nhsuk-frontend.min.js"
icons='arrow-down arrow-up arrow-up-down cross'
for icon in $icons; do cp "$from/assets/images/nhsuk-icon-$icon.svg" "$to/images/"; done
hash() { sha256sum "$1" | cut -d' ' -f1; }
{
  printf '# Vendored: NHS.UK frontend %s\n\n' "$version"
  printf 'MIT, © 2019 NHS England (`nhsuk/LICENSE`). Made by `assets/vendor.sh`; a test re-hashes every file.\n\n'
  printf 'The edit, and nothing else:\n\n'
  printf -- '- each `@font-face{…}` rule whose source is on `assets.nhs.uk` is removed (two rules; Arial is the fallback);\n'
  printf -- '- the `sourceMappingURL` comment at the end of the style sheet and of the script is removed.\n\n'
  printf 'Not taken: the NHS logo, the NHS favicon and touch icons, the manifest, the fonts.\n'
  printf 'Not used: the sortable-table script. It writes `innerHTML`, which our Trusted Types rule forbids; we sort on the server.\n\n'
  printf '| File | SHA-256 before | SHA-256 after |\n|---|---|---|\n'
  for file in nhsuk-frontend.min.css nhsuk-frontend.min.js; do printf '| `nhsuk/%s` | `%s` | `%s` |\n' "$file" "$(hash "$from/$file")" "$(hash "$to/$file")"; done
  for icon in $icons; do
    file=images/nhsuk-icon-$icon.svg
    printf '| `nhsuk/%s` | `%s` | `%s` |\n' "$file" "$(hash "$from/assets/$file")" "$(hash "$to/$file")"
  done
} > "$here/VENDOR.md"
