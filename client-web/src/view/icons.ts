// Our own line drawings, one path each on a grid of 24, stroke 1.75. Each is its own export, so that a page ships only what it shows.

export const eye =
  'M2.5 12c2.2-4.2 5.5-6.3 9.5-6.3s7.3 2.1 9.5 6.3c-2.2 4.2-5.5 6.3-9.5 6.3s-7.3-2.1-9.5-6.3ZM12 9.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6';
export const mouse =
  'M12 2.8c-3.3 0-5.5 2.4-5.5 5.7v7c0 3.3 2.2 5.7 5.5 5.7s5.5-2.4 5.5-5.7v-7c0-3.3-2.2-5.7-5.5-5.7ZM12 6.5v4';
export const pointer = 'M5.5 3.5l4.8 16l3-6.2l6.2-3ZM13.5 13.5l5.5 5.5';
export const file = 'M6.5 2.8h7.3l4.7 4.7v13.7h-12ZM13.5 3v5h5';
export const chat = 'M4 4.5h16v11.5h-9l-4.5 4v-4h-2.5ZM8 8.7h8M8 12h5';
export const stop = 'M8.5 3h7l5.5 5.5v7l-5.5 5.5h-7l-5.5-5.5v-7ZM9 9h6v6h-6Z';
export const clock = 'M12 3.2a8.8 8.8 0 1 0 0 17.6a8.8 8.8 0 1 0 0-17.6M12 7.3v5l3.3 2';
export const check = 'M4.5 12.8l5 5l10-11.3';
export const expand = 'M14.5 3.8h5.7v5.7M20 4l-6.5 6.5M9.5 20.2h-5.7v-5.7M4 20l6.5-6.5';
export const zoomIn = 'M10.5 3.5a7 7 0 1 0 0 14a7 7 0 1 0 0-14M15.6 15.6l5 5M7.5 10.5h6M10.5 7.5v6';
export const zoomOut = 'M10.5 3.5a7 7 0 1 0 0 14a7 7 0 1 0 0-14M15.6 15.6l5 5M7.5 10.5h6';
export const search = 'M10.5 3.5a7 7 0 1 0 0 14a7 7 0 1 0 0-14M15.6 15.6l5 5';
export const send = 'M3.5 11.8l17-8l-5 17l-4.2-7ZM11.5 13.5l4.5-4.7';
export const attach =
  'M19.5 11l-7.7 7.8a4.6 4.6 0 0 1-6.5-6.5l8.2-8.2a3 3 0 0 1 4.3 4.3l-8 8a1.5 1.5 0 0 1-2.1-2.1l7.2-7.3';
export const download = 'M12 3.5v11.5M7.2 10.5l4.8 4.8l4.8-4.8M4 20.3h16';
export const key = 'M8 8.2a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 12.2h9v3.3M17 12.2v2.5';
export const person = 'M12 3.3a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4M4 20.7c.8-4 3.6-6 8-6s7.2 2 8 6';
export const people =
  'M9 4a3.7 3.7 0 1 0 0 7.4a3.7 3.7 0 1 0 0-7.4M2.3 19.7c.6-3.6 2.9-5.4 6.7-5.4s6.1 1.8 6.7 5.4M15.5 4.4a3.7 3.7 0 0 1 0 6.8M18 14.8c2 .8 3.2 2.4 3.7 4.9';
export const clipboard = 'M8.5 4.5h-3v16.5h13v-16.5h-3M8.5 3h7v4h-7ZM9 12h6M9 16h4';
export const record =
  'M12 3.2a8.8 8.8 0 1 0 0 17.6a8.8 8.8 0 1 0 0-17.6M12 9.3a2.7 2.7 0 1 0 0 5.4a2.7 2.7 0 1 0 0-5.4';
export const computer = 'M3 4.5h18v11.5h-18ZM8 20h8M12 16v4';
export const restart = 'M19.5 12a7.5 7.5 0 1 1-2.5-5.6l2.5 2.3M19.5 3.7v5h-5';
export const close = 'M5.5 5.5l13 13M18.5 5.5l-13 13';
export const more =
  'M5 11.2a.8.8 0 1 0 0 1.6a.8.8 0 1 0 0-1.6M12 11.2a.8.8 0 1 0 0 1.6a.8.8 0 1 0 0-1.6M19 11.2a.8.8 0 1 0 0 1.6a.8.8 0 1 0 0-1.6';
export const down = 'M5.5 9l6.5 6.5l6.5-6.5';
export const back = 'M20 12h-16M10.5 5.5l-6.5 6.5l6.5 6.5';
export const inbox = 'M3.5 13.5l3-9h11l3 9v6.5h-17ZM3.5 13.5h5l1.5 3h4l1.5-3h5';
export const list = 'M8.5 6h12M8.5 12h12M8.5 18h12M4 6v.1M4 12v.1M4 18v.1';
export const plug = 'M9 3.5v5M15 3.5v5M6 8.5h12v3a6 6 0 0 1-12 0ZM12 17.5v3.5';
export const book =
  'M12 6.5c-2-1.7-5-2.3-8.5-2v14.5c3.5-.3 6.5.3 8.5 2c2-1.7 5-2.3 8.5-2v-14.5c-3.5-.3-6.5.3-8.5 2ZM12 6.5v14.5';
export const settings =
  'M4 7h9M18 7h2M15.5 4.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M4 17h2M11 17h9M8.5 14.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5';
export const note = 'M4 4h16v10.5l-5.5 5.5h-10.5ZM20 14.5h-5.5v5.5M8 9h8M8 13h4';
export const question =
  'M12 3.2a8.8 8.8 0 1 0 0 17.6a8.8 8.8 0 1 0 0-17.6M9.5 9.6c.2-1.5 1.2-2.3 2.6-2.3c1.5 0 2.6.9 2.6 2.3c0 1.9-2.6 2.1-2.7 4.2M12 16.7v.1';
export const chart = 'M4 4v16h16.5M8.5 16.5v-5M12.5 16.5v-9M16.5 16.5v-6.5';
export const pulse = 'M2.5 12.5h4l2.5-6.5l5 13l2.5-6.5h5';
export const leave = 'M13 3.5h-8.5v17h8.5M9.5 12h11M16.5 7.8l4.2 4.2l-4.2 4.2';
