/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // Types are checked by npm test; a build on somebody's machine has better things to do.
  typescript: { ignoreBuildErrors: true },
  distDir: process.env.RUSHES_NEXT_DIR ?? ".next",
  // Reloading in development, at the address that HOST has by default.
  allowedDevOrigins: ["127.0.0.1"],
  // The Content-Security-Policy carries a nonce for each answer: see proxy.ts.
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
      ],
    },
  ],
};
