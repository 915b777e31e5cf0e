// What browsers are told to forbid: security-rules.md 42.
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply } from 'fastify';

const NONE = [
  'accelerometer',
  'camera',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'usb',
  'serial',
  'hid',
];

/** What each face needs beyond nothing. */
const FEATURES = {
  customer: ['display-capture', 'captured-surface-control', 'clipboard-write', 'screen-wake-lock'],
  staff: ['fullscreen', 'clipboard-write', 'publickey-credentials-get'],
  reader: ['clipboard-write'],
} as const;
const ALL = [...new Set(Object.values(FEATURES).flat())];

export async function headers(app: FastifyInstance, publicUrl: URL): Promise<void> {
  const isHttps = publicUrl.protocol === 'https:';
  const socket = `${isHttps ? 'wss' : 'ws'}://${publicUrl.host}`;
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", socket],
        workerSrc: ["'self'"],
        // The page's own service worker answers downloads inside a hidden frame.
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['permesso-url'],
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') || request.url === '/health')
      reply.header('cache-control', 'no-store');
  });
}

/** The features of the browser that this face may use; everything else is off. */
export function allowFeatures(reply: FastifyReply, face: keyof typeof FEATURES): FastifyReply {
  const on: readonly string[] = FEATURES[face];
  const policy = [...ALL, ...NONE].map((feature) => `${feature}=${on.includes(feature) ? '(self)' : '()'}`);
  return reply.header('permissions-policy', policy.join(', '));
}
