import type {FastifyInstance} from 'fastify';
import type {ZodTypeProvider} from 'fastify-type-provider-zod';
import {z} from 'zod';
import type {RunStore} from '../run-store.ts';

const fine = z.object({ok: z.literal(true)});

/** For whoever keeps the process alive. Both need no key. */
export function healthRoutes(app: FastifyInstance, store: RunStore): void {
	const typed = app.withTypeProvider<ZodTypeProvider>();
	const config = {open: true};
	typed.get('/livez', {config, schema: {summary: 'The process answers', response: {200: fine}}}, () => ({
		ok: true as const,
	}));
	typed.get(
		'/readyz',
		{config, schema: {summary: 'It can be asked about its runs', response: {200: fine}}},
		async () => {
			await store.list();
			return {ok: true as const};
		},
	);
}
