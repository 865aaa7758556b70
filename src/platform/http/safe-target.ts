import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Addresses that lead back into this machine or to a cloud's own services. */
const inner = new BlockList()
inner.addSubnet('0.0.0.0', 8, 'ipv4')
inner.addSubnet('127.0.0.0', 8, 'ipv4')
inner.addSubnet('169.254.0.0', 16, 'ipv4')
inner.addAddress('::', 'ipv6')
inner.addAddress('::1', 'ipv6')
inner.addSubnet('fe80::', 10, 'ipv6')

export interface Target {
  readonly url: URL
  /** The address that was checked and is connected to, whatever the name says later. */
  readonly address: string
  readonly family: 4 | 6
}

type Resolve = (host: string) => Promise<{ readonly address: string; readonly family: number }>

/** Whether a URL's host is on the administrator's list, as host or host:port. */
export function isListed(url: URL, hosts: readonly string[]): boolean {
  return hosts.includes(url.host) || hosts.includes(plainHost(url))
}

/**
 * Resolves the target of a webhook or connector: its host must be on the administrator's list, and an address of this
 * machine or link-local must be listed itself. Null when it is refused.
 */
export async function resolveTarget(text: string, hosts: readonly string[], resolve: Resolve = lookup): Promise<Target | null> {
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  const found = await resolveHost(url, hosts, resolve)
  return found === null ? null : { url, ...found }
}

/** The checked address of a host, for protocols that are not HTTP. `url` only carries host and port. */
export async function resolveHost(url: URL, hosts: readonly string[], resolve: Resolve = lookup): Promise<Omit<Target, 'url'> | null> {
  if (!isListed(url, hosts)) return null
  const found = await resolve(plainHost(url)).catch(() => null)
  if (found === null) return null
  if (isInner(found.address) && !mayBeInner(url, found.address, hosts)) return null
  return { address: found.address, family: found.family === 6 ? 6 : 4 }
}

function plainHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

function mayBeInner(url: URL, address: string, hosts: readonly string[]): boolean {
  const named = plainHost(url) === 'localhost' || isIP(plainHost(url)) !== 0
  return named || hosts.includes(address)
}

/** Loopback, link-local and unspecified addresses, IPv4 written as IPv6 too. */
export function isInner(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return inner.check(mapped, 'ipv4')
  return inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
