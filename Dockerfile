# The broker as one small image. It needs no root, writes only to /data and /heads, and runs with a read-only file system. Debian's slim
# and not Alpine: the native parts (SQLite, Argon2) are then the builds for glibc, on which the tests run.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json vite.config.ts vite.readers.config.ts vite.kept.config.ts ./
COPY shared shared
COPY server server
COPY verify verify
COPY link link
COPY host host
COPY client-web client-web
RUN node node_modules/typescript/bin/tsc -p tsconfig.build.json \
  && node node_modules/vite/bin/vite.js build \
  && node node_modules/vite/bin/vite.js build --config vite.readers.config.ts \
  && node node_modules/vite/bin/vite.js build --config vite.kept.config.ts
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production \
    PERMESSO_HOST=0.0.0.0 \
    PERMESSO_PORT=3000 \
    PERMESSO_DATA_DIR=/data \
    PERMESSO_HEADS_DIR=/heads
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# Volumes made from these folders keep their owner, so that the broker may write there without being root.
RUN mkdir /data /heads && chown node:node /data /heads
USER node
VOLUME /data /heads
EXPOSE 3000
# The image has no curl; Node asks itself.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PERMESSO_PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/node/server/main.js"]
