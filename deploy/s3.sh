#!/bin/sh
# Uploads build/site to a store that speaks S3, so that no reader gets a page without what it needs: first what pages load,
# then the pages, then what leads to them; what is gone is deleted last.
#
# Only files are sent whose digest (SHA-256) is another one than at the last upload. Their list lies in the store, as
# .uploaded; it is taken away first and put back last, so whoever is stopped half-way runs this again, and all is sent.
#
#   deploy/s3.sh s3://BUCKET
#   EVERYTHING=1 deploy/s3.sh s3://BUCKET                    send all, whatever the list says
#   AWS_ENDPOINT_URL=https://… deploy/s3.sh s3://BUCKET      another store than Amazon's
#   SITE=somewhere/site deploy/s3.sh s3://BUCKET             another folder than build/site
set -eu

site=${SITE:-build/site}
to=${1:?say where to, such as s3://bucket}
list=.uploaded
forever="public, max-age=31536000, immutable"
month="public, max-age=2592000"
fresh="public, max-age=0, must-revalidate"
test -f "$site/index.html" || { echo "there is no site in $site" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/changed"

store() {
  command=$1 from=$2 target=$3
  shift 3
  aws s3 "$command" "$from" "$target" ${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} --only-show-errors "$@"
}

digests="sha256sum"
command -v sha256sum > /dev/null || digests="shasum -a 256"

# The digest of this recipe comes first: with other ages or kinds everything is sent anew.
$digests < "$0" > "$work/recipe"
(cd "$site" && find . -type f -exec $digests {} +) | LC_ALL=C sort > "$work/files"
cat "$work/recipe" "$work/files" > "$work/now"
test -z "${EVERYTHING:-}" && store cp "$to/$list" "$work/before" 2> "$work/why" || : > "$work/before"
grep -qxF "$(cat "$work/recipe")" "$work/before" || : > "$work/before"
# Neither a clock nor a size tells a change: a store's clock is another one, and two amounts may have as many digits.
LC_ALL=C sort "$work/before" > "$work/known"
LC_ALL=C comm -23 "$work/files" "$work/known" | sed 's/^[0-9a-f]*  //' > "$work/names"
test ! -s "$work/names" || tar -C "$site" -cf - -T "$work/names" | tar -C "$work/changed" -xf -
echo "$(wc -l < "$work/names") of $(wc -l < "$work/files") files changed" >&2
aws s3 rm "$to/$list" ${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} --only-show-errors

# put AGE KIND PATTERN…: every changed file of these names, but not of those after a minus; * is any path. No file is named
# twice.
put() {
  age=$1 kind=$2
  shift 2
  # The tool takes a second to start, and most edits change files of two or three kinds.
  for pattern; do echo "$pattern"; done | sed '/^-/d; s/[.]/\\./g; s/[*]/.*/g; s/.*/^[.]\/&$/' > "$work/patterns"
  grep -q -f "$work/patterns" "$work/names" || return 0
  for pattern; do
    case $pattern in
      -*) set -- "$@" --exclude "${pattern#-}" ;;
      *) set -- "$@" --include "$pattern" ;;
    esac
    shift
  done
  store cp "$work/changed" "$to" --recursive --exclude "*" "$@" --cache-control "$age" --content-type "$kind"
}

put "$forever" "application/octet-stream" "pagefind/fragment/*" "pagefind/index/*" "pagefind/*.pf_meta"
put "$month" "font/woff2" "*.woff2"
put "$month" "font/ttf" "*.ttf"
put "$fresh" "text/css; charset=utf-8" "*.css"
put "$fresh" "text/javascript; charset=utf-8" "*.js"
put "$fresh" "application/json" "*.map"
put "$fresh" "image/png" "*.png"
put "$fresh" "image/jpeg" "*.jpg" "*.jpeg"
put "$fresh" "image/webp" "*.webp"
put "$fresh" "image/svg+xml" "*.svg"
put "$fresh" "image/x-icon" "*.ico"
put "$fresh" "text/csv; charset=utf-8" "*.csv"
put "$fresh" "application/vnd.sqlite3" "*.sqlite"
put "$fresh" "application/vnd.apache.parquet" "*.parquet"
put "$fresh" "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" "*.xlsx"
put "$fresh" "application/ld+json" "*.jsonld"
put "$fresh" "text/plain; charset=utf-8" "*.md" "*.txt" "*.cff" "data/SHA256SUMS"
put "$fresh" "application/octet-stream" "pagefind/*.pagefind"
put "$fresh" "application/json" "data/*.json" "pagefind/*.json" "*/filters.json"

put "$fresh" "text/html; charset=utf-8" "*.html"

put "$fresh" "application/rss+xml; charset=utf-8" "*/feed.xml" "*/feed-*.xml" "*/corrections.xml"
put "$fresh" "application/atom+xml; charset=utf-8" "*/atom.xml" "*/atom-*.xml"
put "$fresh" "application/feed+json" "*/feed.json" "*/feed-*.json"
put "$fresh" "text/calendar; charset=utf-8" "*.ics"
put "$fresh" "text/x-opml; charset=utf-8" "*.opml"
put "$fresh" "application/xml" "sitemap.xml" "news-sitemap.xml"

store sync "$site" "$to" --delete --size-only --exclude "_headers" --exclude "_redirects" --exclude ".nojekyll"
store cp "$work/now" "$to/$list" --cache-control "no-store" --content-type "text/plain; charset=utf-8"
