import {createHash, timingSafeEqual} from 'node:crypto';
import type {FastifyInstance, FastifyRequest} from 'fastify';
import {Problem} from './problems.ts';

/** What a key allows: to look, or to steer as well. */
export type Role = 'viewer' | 'operator';

/** The keys of an API, by what they allow. */
export type Keys = Readonly<Partial<Record<Role, string>>>;

declare module 'fastify' {
	interface FastifyContextConfig {
		/** The route needs no key. */
		readonly open?: boolean;
		/** What the route takes; a viewer's key when it is left out. */
		readonly role?: Role;
	}
}

/**
Lets in only who has a key: `X-Operator-Key: KEY` or `Authorization: Bearer KEY`. Keys are compared by their digests, in constant time, so that
neither content nor length shows.
*/
export function requireKey(app: FastifyInstance, keys: Keys): void {
	const known = (['operator', 'viewer'] as const).flatMap(role => {
		const key = keys[role];
		return key === undefined ? [] : [{role, digest: digestOf(key)}];
	});
	app.addHook('onRequest', async request => {
		const {open, role = 'viewer'} = request.routeOptions.config;
		if (open || isDocument(request)) return;
		const given = keyIn(request);
		if (given === undefined)
			throw new Problem(401, 'key-missing', 'a key is needed: X-Operator-Key: KEY, or Authorization: Bearer KEY');
		const digest = digestOf(given);
		const fits = known.filter(each => timingSafeEqual(each.digest, digest));
		if (fits.length === 0) throw new Problem(401, 'key-wrong', 'the key is not one of this API');
		if (role === 'operator' && !fits.some(each => each.role === 'operator'))
			throw new Problem(403, 'role', 'this key may look and not steer; an operator key may');
	});
}

const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();

const isDocument = ({routeOptions: {url}}: FastifyRequest): boolean =>
	url === '/docs' || url?.startsWith('/docs/') === true;

function keyIn({headers}: FastifyRequest): string | undefined {
	const own = headers['x-operator-key'];
	if (typeof own === 'string') return own;
	return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** Refuses requests that were meant for another host: a page in a browser that found this port by a name of its own (DNS rebinding). */
export function requireHost(app: FastifyInstance, hosts: readonly string[]): void {
	app.addHook('onRequest', async ({headers}) => {
		const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
		if (!hosts.includes(name)) throw new Problem(421, 'host', `Host: this API answers as ${hosts.join(', ')} only`);
	});
}
