#!/bin/sh
# Say whether there is a Chromium for the browser tests; on Debian as root, install one.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing chromium for the browser tests"
    apt-get update -qq && apt-get install -y -qq chromium fonts-dejavu-core >/dev/null && exit 0
fi
echo "No Chromium was found: the browser tests will fail. Install one (for example 'apt install"
echo "chromium'), or set SAHELSIM_NO_BROWSER=1 to leave those tests out on purpose."
