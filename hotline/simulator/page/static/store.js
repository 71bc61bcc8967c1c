// Everything the page knows. The server tells it; nothing here is guessed, so that all windows agree.

import { hotline, t } from "./words.js";

const LOG_KEPT = 400;

class Phone {
  constructor(number) {
    this.number = number;
    this.feed = []; // what was heard, said and pressed in the newest call
    this.texts = []; // the thread of text messages
  }
}

class Store extends EventTarget {
  constructor() {
    super();
    this.reset("");
    this.offset = 0;
    this.link = "waiting";
    this.dismissed = null; // the number of the story whose result was closed
  }

  /** Forget everything: another network has begun, or this window has just been opened. */
  reset(network, next = 0) {
    this.network = network;
    this.seen = next;
    this.phones = new Map();
    this.log = [];
    this.calls = [];
    this.city = null;
    this.cases = null;
    this.story = null;
  }

  change(...kinds) {
    for (const kind of kinds) this.dispatchEvent(new Event(kind));
  }

  when(kinds, action) {
    for (const kind of kinds) this.addEventListener(kind, action);
  }

  phone(number) {
    if (!this.phones.has(number)) this.phones.set(number, new Phone(number));
    return this.phones.get(number);
  }

  /** The live call of a telephone: the one it talks in, else the one that rings. */
  callOf(number) {
    const calls = this.calls.filter((call) => call.phone === number);
    return calls.find((call) => call.status === "in-progress") ?? calls.at(-1) ?? null;
  }

  isRinging(number) {
    const call = this.callOf(number);
    return call !== null && call.direction !== "inbound" && ["ringing", "initiated", "queued"].includes(call.status);
  }

  /** The server's clock. */
  now() {
    return Date.now() + this.offset;
  }

  setClock(now) {
    this.offset = new Date(now).getTime() - Date.now();
  }

  person(id) {
    return this.city?.people[id] ?? null;
  }

  nameOf(number) {
    if (number === hotline) return t("who.hotline");
    if (this.city && number === this.city.desk) return t("who.desk");
    if (this.city && number === this.city.national_line) return t("who.national", { line: number });
    const person = Object.values(this.city?.people ?? {}).find((one) => one.phone === number);
    if (person) return person.name;
    return number.startsWith("+") || !number ? t("who.child") : number;
  }

  areaName(code) {
    return this.city?.areas.find((area) => area.code === (code ?? ""))?.name || t("area.unknown");
  }

  add(events) {
    for (const event of events) {
      this.seen = event.number + 1;
      this.log.push(event);
      if (event.phone) note(this.phone(event.phone), event);
    }
    this.log.splice(0, this.log.length - LOG_KEPT);
  }
}

const SPOKEN = new Set(["hears", "says", "presses", "connects", "parts", "ends", "records", "queues"]);

function note(phone, event) {
  if (event.kind === "calls" || event.kind === "rings") phone.feed = [event];
  else if (SPOKEN.has(event.kind)) phone.feed.push(event);
  else if (event.kind === "texts" || event.kind === "reads") phone.texts.push(event);
}

export const store = new Store();
