import { BlockList, isIP, isIPv4 } from "node:net";

/** Ranges that no outside server has: special-purpose registries of IANA, both families. */
const RANGES = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 96],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const;

// One list a family: a list with ::ffff:0:0/96 in it takes every IPv4 address for blocked.
const blockedV4 = new BlockList();
const blockedV6 = new BlockList();
for (const [address, prefix] of RANGES) {
  if (isIPv4(address)) blockedV4.addSubnet(address, prefix, "ipv4");
  else blockedV6.addSubnet(address, prefix, "ipv6");
}

/** True for an address that leads to this machine, a private network or a cloud's metadata. */
export function isBlockedAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return family === 4 ? blockedV4.check(address, "ipv4") : blockedV6.check(address, "ipv6");
}
