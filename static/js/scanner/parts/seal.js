/** The phone's list is sealed line by line: only a badge's own code finds its line and opens it. */

const text = new TextEncoder();

/** The whole SHA-256 of a text, in hex. */
export async function sha256(words) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(words))));
}

/** Where a code's line is on the list: the first eight bytes of its hash, in hex. */
export async function placeOf(code) {
  return (await sha256(code)).slice(0, 16);
}

/** The record of a line (base64 of IV and ciphertext), or null when this code does not open it. */
export async function open(code, sealed) {
  const bytes = Uint8Array.from(atob(sealed), (sign) => sign.charCodeAt(0));
  const secret = await crypto.subtle.importKey("raw", text.encode(code), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: text.encode("forum-door-1") };
  const key = await crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12) }, key, bytes.slice(12));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null;
  }
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
