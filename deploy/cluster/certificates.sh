#!/bin/sh
# Make the certificates with which the hosts of the cluster know each other.
#
#   sh certificates.sh FOLDER NAME=ADDRESS …
#
# For each host FOLDER/NAME/ gets ca.crt, host.crt and host.key, for /etc/ssl/titration on it. A web
# host needs ca.crt only. FOLDER/ca.key signs others later: keep it off these hosts. All hold for
# ten years; a host with a new certificate reads it when its programs start again.
set -eu
umask 077
folder=$1
shift
mkdir -p "$folder"
cd "$folder"

if [ ! -e ca.key ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
        -subj "/CN=Titration cluster" -keyout ca.key -out ca.crt 2>/dev/null
fi
for host; do
    name=${host%%=*}
    mkdir -p "$name"
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" \
        -keyout "$name/host.key" -out "$name/host.csr" 2>/dev/null
    printf 'subjectAltName = DNS:%s, IP:%s\n' "$name" "${host#*=}" >"$name/host.ext"
    openssl x509 -req -in "$name/host.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 \
        -extfile "$name/host.ext" -out "$name/host.crt" 2>/dev/null
    rm "$name/host.csr" "$name/host.ext"
    cp ca.crt "$name/ca.crt"
done
