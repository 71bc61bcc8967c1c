// How many short messages a text takes: 160 or 153 GSM 03.38 signs each, else 70 or 67 of UCS-2.

const GSM =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿" +
  "abcdefghijklmnopqrstuvwxyzäöñüà";
const DOUBLE = "^{}\\[~]|€\f"; // signs of its extension, which take two places

export function measure(text) {
  const signs = [...text];
  const plain = signs.every((sign) => GSM.includes(sign) || DOUBLE.includes(sign));
  const length = plain ? signs.length + signs.filter((sign) => DOUBLE.includes(sign)).length : text.length;
  const [alone, joined] = plain ? [160, 153] : [70, 67];
  const segments = length <= alone ? 1 : Math.ceil(length / joined);
  return { length, segments, room: segments === 1 ? alone : segments * joined, coding: plain ? "GSM-7" : "UCS-2" };
}
