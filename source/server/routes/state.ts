import {setTimeout as delay} from 'node:timers/promises';
import type {FastifyInstance} from 'fastify';
import type {ZodTypeProvider} from 'fastify-type-provider-zod';
import {z} from 'zod';
import {encodeNpy} from '../../records/npy.ts';
import type {RunClient, VariableCopy} from '../../run/client.ts';
import {Problem} from '../problems.ts';
import type {RunStore} from '../run-store.ts';
import {problemSchema, statusSchema} from '../schemas.ts';

/** Who waits for a tick looks for it so often a period, but not more often than every ms. */
const looksAPeriod = 8;
const longestPauseMs = 10;
/** Looks for a state at rest, between a tick and its figures, before it is given up. */
const mostLooks = 200;

const params = z.object({id: z.string()});
const refusals = {'4xx': problemSchema, 503: problemSchema};
const waiting = z.object({
	after: z.coerce.number().int().min(0).optional().describe('answer when this tick is over, or another epoch begins'),
	epoch: z.coerce.number().int().min(0).optional().describe('the epoch of that tick; the one now when left out'),
	wait: z.coerce.number().min(0).max(30).default(10).describe('but after so many seconds in any case'),
});

/** How a run stands now, or at its next tick: for programs that close a loop with it. */
export function stateRoutes(app: FastifyInstance, store: RunStore): void {
	const typed = app.withTypeProvider<ZodTypeProvider>();
	typed.get(
		'/v1/runs/:id/status',
		{
			schema: {
				summary: 'The status of a run; with `after`, when that tick is over',
				params,
				querystring: waiting,
				response: {200: z.object({status: statusSchema}), ...refusals},
			},
		},
		async ({params: {id}, query, raw}) => {
			const run = await store.open(id);
			await reached(run, query, raw);
			return {status: run.frame().status};
		},
	);
	typed.get(
		'/v1/runs/:id/field',
		{
			schema: {
				summary: 'A variable of every node (.npy); with `after`, when that tick is over',
				description:
					'Float32, little endian, nodes in file order. X-Connectop-Status is the status of the same tick as JSON, X-Connectop-Variable the name, X-Connectop-Variables all of them.',
				params,
				querystring: waiting.extend({
					variable: z.string().min(1).max(64).optional().describe('the coupled one when left out'),
				}),
			},
		},
		async ({params: {id}, query, raw}, reply) => {
			const run = await store.open(id);
			await reached(run, query, raw);
			const {status, names, name, values} = await copyOf(run, query.variable);
			return reply
				.headers({
					'x-connectop-status': JSON.stringify(status),
					'x-connectop-variable': encodeURIComponent(name),
					'x-connectop-variables': names.map(encodeURIComponent).join(','),
				})
				.type('application/octet-stream')
				.send(Buffer.concat(encodeNpy({data: values, shape: [values.length]})));
		},
	);
}

/** Resolves when tick `after` is over, the epoch is another one, the run has ended, `wait` seconds have gone by or who asked has. */
async function reached(
	run: RunClient,
	{after, epoch: asked, wait}: z.infer<typeof waiting>,
	{destroyed}: {readonly destroyed: boolean},
): Promise<void> {
	if (after === undefined) return;
	const epoch = asked ?? run.frame().status.epoch;
	const until = performance.now() + wait * 1000;
	for (;;) {
		const {status, settings} = run.frame();
		if (status.tick > after || status.epoch !== epoch || status.ended || destroyed) return;
		if (performance.now() >= until) return;
		await delay(Math.max(1, Math.min(longestPauseMs, 1000 / settings.hz / looksAPeriod)));
	}
}

/** Of a run that is passed on, frames bring the coupled variable and no other. */
function shownBy(run: RunClient, asked: string | undefined): VariableCopy {
	const {facts, status, field} = run.frame();
	const {name} = facts.variable;
	if (asked !== undefined && asked !== name)
		throw new Problem(409, 'variable', `variable "${asked}": of a run that is passed on ${name} alone can be read`);
	return {status, names: [name], name, values: Float32Array.from(field)};
}

async function copyOf(run: RunClient, name: string | undefined): Promise<VariableCopy> {
	for (let looks = 0; looks < mostLooks; looks++) {
		const copy = run.copyVariable ? run.copyVariable(name) : shownBy(run, name);
		if (copy) return copy;
		await delay(1);
	}
	throw new Problem(503, 'busy', 'the state changes faster than it can be read; try again, or pause the run');
}
