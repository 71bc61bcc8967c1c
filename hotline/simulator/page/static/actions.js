// What people do with their telephones.

import { store } from "./store.js";
import { t } from "./words.js";

async function post(path, body = {}) {
  try {
    const response = await fetch(`/control${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    // a call that has just ended takes no part any more
    if (!response.ok && response.status !== 404) complain(response.status);
    return response;
  } catch {
    complain(0);
    return null;
  }
}

function complain(status) {
  const sentence = { 422: "trouble.number", 409: "trouble.busy", 503: "trouble.city" }[status] ?? "trouble";
  store.dispatchEvent(new CustomEvent("trouble", { detail: t(sentence) }));
}

export const placeCall = (phone, anonymous) =>
  post("/calls", { phone, shown_as: anonymous ? "anonymous" : null });
export const sendText = (phone, text) => post("/texts", { phone, text });
export const answer = (call) => post(`/calls/${call.sid}/answer`);
export const press = (call, keys) => post(`/calls/${call.sid}/press`, { keys });
export const say = (call, text) => post(`/calls/${call.sid}/speak`, { text });
export const hangUp = (call) => post(`/calls/${call.sid}/hangup`);
export const playStory = (name) => post(`/stories/${name}`);
export const stopStory = () => post("/stories/stop");
