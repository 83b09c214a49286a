#!/bin/sh
# Rebuild static/vendor and tests/vendor from pinned npm packages. For maintainers: nobody else needs Node.
set -eu

GOVUK=6.6.0 SASS=1.108.2 FONT=5.3.1 AXE=4.14.1
repo=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent "govuk-frontend@$GOVUK" "sass@$SASS" \
  "@fontsource-variable/source-sans-3@$FONT" "axe-core@$AXE"

govuk="$repo/static/vendor/govuk-frontend"
font="$repo/static/vendor/source-sans-3"
axe="$repo/tests/vendor/axe-core"
mkdir -p "$govuk" "$font" "$axe"

cp "$repo/scripts/govuk-frontend.scss" brand.scss
npx sass --load-path=node_modules --quiet-deps --no-source-map --style=compressed brand.scss "$govuk/govuk-frontend.css"
# A sourceMappingURL without its map stops collectstatic.
sed 's|//# sourceMappingURL=.*$||' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js >"$govuk/govuk-frontend.js"
cp "$repo/scripts/govuk-frontend.LICENSE" "$govuk/LICENSE"

for part in latin latin-ext; do
  cp "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-$part-wght-normal.woff2" "$font/"
done
cp "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-italic.woff2" "$font/"
cp node_modules/@fontsource-variable/source-sans-3/LICENSE "$font/OFL.txt"
cp node_modules/axe-core/axe.min.js node_modules/axe-core/LICENSE "$axe/"

# One line a file: name, version, licence, path, sha256. A test compares the hashes.
list() {
  for file in "$4"/*; do
    printf '%s %s %s %s %s\n' "$1" "$2" "$3" "${file#"$repo"/}" "$(sha256sum <"$file" | cut -d' ' -f1)"
  done
}
{
  list govuk-frontend "$GOVUK" MIT "$govuk"
  list source-sans-3 "$FONT" OFL-1.1 "$font"
  list axe-core "$AXE" MPL-2.0 "$axe"
} >"$repo/static/vendor/VERSIONS"
