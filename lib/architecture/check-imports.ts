import { dirname } from "node:path/posix";
import { findImports, type Import } from "./find-imports.ts";
import { isTest, resolveImport, type SourceFile } from "./source-file.ts";
import { testRights, type Zone, zones } from "./zones.ts";

/** Every import that the matrix of zones forbids, in words. */
export function checkImports(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => /\.(tsx?|m?js)$/.test(path))
    .flatMap((file) => findImports(file.source).flatMap((found) => check(file.path, found)));
}

function check(path: string, { specifier }: Import): string[] {
  const zone = zoneOf(path);
  if (zone === undefined) {
    return [`${path} belongs to no zone of lib/architecture/zones.ts; decide what it may import`];
  }
  const target = resolveImport(path, specifier);
  const reason =
    target === undefined ? checkPackage(zone, specifier) : checkTarget(zone, path, target);
  return reason === undefined ? [] : [`${path} imports ${specifier}: ${reason}`];
}

function checkPackage(zone: Zone, specifier: string): string | undefined {
  if (zone.packages === undefined || zone.packages.test(specifier)) {
    return undefined;
  }
  return `${zone.name} may not use this package`;
}

function checkTarget(zone: Zone, path: string, target: string): string | undefined {
  if (isTest(target) && !isTest(path) && !/^(scripts|bench|e2e)\//.test(path)) {
    return "what only tests use stays out of the program";
  }
  const targetZone = isTest(target) ? (testZoneOf(target) ?? zoneOf(target)) : zoneOf(target);
  if (targetZone === undefined) {
    return "it belongs to no zone of lib/architecture/zones.ts";
  }
  if (!allows(zone, targetZone.name)) {
    return `${zone.name} may not import ${targetZone.name}`;
  }
  return checkVendor(path, target) ?? checkRoute(path, target);
}

function allows(zone: Zone, name: string): boolean {
  return zone.mayImport.some(
    (allowed) =>
      allowed === name || (allowed.endsWith("*") && name.startsWith(allowed.slice(0, -1))),
  );
}

/** One folder per vendor below upstreams; none knows another. `failures` is for all of them. */
function checkVendor(path: string, target: string): string | undefined {
  const vendor = /^lib\/gateway\/upstreams\/(?!failures\/)([^/]+)\//;
  const [, from] = path.match(vendor) ?? [];
  const [, to] = target.match(vendor) ?? [];
  return from !== undefined && to !== undefined && from !== to
    ? "an upstream knows no other upstream"
    : undefined;
}

/** A route imports from its own folder or from one above it, never from beside it. */
function checkRoute(path: string, target: string): string | undefined {
  if (!path.startsWith("app/") || !target.startsWith("app/") || isTest(path)) {
    return undefined;
  }
  return `${dirname(path)}/`.startsWith(`${dirname(target)}/`)
    ? undefined
    : "a route imports only from its own folder or one above it";
}

function zoneOf(path: string): Zone | undefined {
  return (
    (isTest(path) ? testZoneOf(path) : undefined) ?? zones.find(({ files }) => files.test(path))
  );
}

function testZoneOf(path: string): Zone | undefined {
  return testRights.find(({ files }) => files.test(path));
}
