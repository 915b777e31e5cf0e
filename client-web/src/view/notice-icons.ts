// The drawings a Notice needs. Apart from icons.ts, because the door ships these and no others.
export const warning = 'M12 3.5l9.5 16.8h-19ZM12 9.7v4.8M12 17.4v.1';
export const info = 'M12 3.2a8.8 8.8 0 1 0 0 17.6a8.8 8.8 0 1 0 0-17.6M12 11v5.3M12 7.8v.1';
export const knock =
  'M5 21v-17.5h9.5v17.5M3 21h14M11.7 12.5v.1M17.5 8c1 1 1.5 2.3 1.5 4s-.5 3-1.5 4M20 5.8c1.4 1.7 2.1 3.8 2.1 6.2s-.7 4.5-2.1 6.2';
