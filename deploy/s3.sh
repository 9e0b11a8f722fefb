#!/bin/sh
# Uploads build/site to a store that speaks S3, so that no reader gets a page without what it needs: first what pages load,
# then the pages, then what leads to them; what is gone is deleted last. Stopped half-way, it is simply run again.
#
#   deploy/s3.sh s3://BUCKET
#   AWS_ENDPOINT_URL=https://… deploy/s3.sh s3://BUCKET      another store than Amazon's
#   SITE=somewhere/site deploy/s3.sh s3://BUCKET             another folder than build/site
set -eu

site=${SITE:-build/site}
to=${1:?say where to, such as s3://bucket}
forever="public, max-age=31536000, immutable"
month="public, max-age=2592000"
fresh="public, max-age=0, must-revalidate"
test -f "$site/index.html" || { echo "there is no site in $site" >&2; exit 1; }

store() {
  command=$1
  shift
  aws s3 "$command" "$site" "$to" ${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} --only-show-errors "$@"
}

# put AGE KIND PATTERN…: every file of these names, but not of those after a minus; * is any path. No file is named twice.
# All are sent, whatever their size and date: a store's clock is another one, and two amounts may have as many digits.
put() {
  age=$1 kind=$2
  shift 2
  for pattern; do
    case $pattern in
      -*) set -- "$@" --exclude "${pattern#-}" ;;
      *) set -- "$@" --include "$pattern" ;;
    esac
    shift
  done
  store cp --recursive --exclude "*" "$@" --cache-control "$age" --content-type "$kind"
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

store sync --delete --size-only --exclude "_headers" --exclude "_redirects" --exclude ".nojekyll"
