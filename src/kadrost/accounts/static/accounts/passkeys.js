// Passkeys: a form with data-passkey="create" or "get" lets the browser make or use a key before it is sent.
"use strict";

(() => {
  const decode = (text) => {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };

  const encode = (buffer) => {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  };

  const withBytes = (keys) => (keys || []).map((key) => ({ ...key, id: decode(key.id) }));

  const create = async ({ publicKey }) => {
    const asked = { ...publicKey, challenge: decode(publicKey.challenge), excludeCredentials: withBytes(publicKey.excludeCredentials) };
    asked.user = { ...publicKey.user, id: decode(publicKey.user.id) };
    const made = await navigator.credentials.create({ publicKey: asked });
    return told(made, {
      attestationObject: encode(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    });
  };

  const get = async ({ publicKey }) => {
    const asked = { ...publicKey, challenge: decode(publicKey.challenge), allowCredentials: withBytes(publicKey.allowCredentials) };
    const used = await navigator.credentials.get({ publicKey: asked });
    return told(used, {
      authenticatorData: encode(used.response.authenticatorData),
      signature: encode(used.response.signature),
      userHandle: used.response.userHandle ? encode(used.response.userHandle) : null,
    });
  };

  const told = (credential, response) => ({
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    response: { clientDataJSON: encode(credential.response.clientDataJSON), ...response },
    clientExtensionResults: credential.getClientExtensionResults(),
  });

  const optionsOf = async (form) => {
    const written = document.getElementById(form.dataset.options);
    if (written) {
      const kept = JSON.parse(written.textContent);
      return kept.creation_options || kept.request_options;
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("options");
    return (await answer.json()).request_options;
  };

  const say = (form, shown) => {
    form.querySelectorAll("[data-trouble]").forEach((words) => {
      words.hidden = words.dataset.trouble !== shown;
    });
  };

  const arm = (form) => {
    const act = form.dataset.passkey === "create" ? create : get;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!form.reportValidity()) return;
      say(form, "");
      try {
        form.elements.credential.value = JSON.stringify(await act(await optionsOf(form)));
      } catch (trouble) {
        say(form, trouble.name === "SecurityError" ? "address" : "declined");
        return;
      }
      form.submit();
    });
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    if (window.PublicKeyCredential && navigator.credentials) {
      form.hidden = false;
      arm(form);
    } else {
      form.hidden = false;
      form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
      say(form, "absent");
    }
  });
})();
