import { BlockList, isIP, isIPv4 } from "node:net";

/**
 * Ranges that no outside server has. IPv4: the special-purpose registry of IANA, and an address by
 * which machines in one cloud reach their host. IPv6: all but the global unicast space, and in there
 * what is special-purpose or has an IPv4 address inside (Teredo, 6to4).
 */
const RANGES = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
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
  // Below 2000::/3: loopback, mapped and translated IPv4 (::ffff:0:0/96, 64:ff9b::/96), discard.
  ["::", 3],
  // Above it: private (fc00::/7), link-local, site-local, multicast, and what nobody has been given.
  ["4000::", 2],
  ["8000::", 1],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
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
