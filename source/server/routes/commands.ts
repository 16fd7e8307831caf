import type {FastifyInstance} from 'fastify';
import type {ZodTypeProvider} from 'fastify-type-provider-zod';
import {z} from 'zod';
import type {Outcome} from '../../run/protocol.ts';
import {commands, internalCommands} from '../../run/registry/registry.ts';
import {onlyOnce} from '../idempotency.ts';
import {Problem, statusOf} from '../problems.ts';
import type {RunStore} from '../run-store.ts';
import {commandSchema, outcomeSchema, problemSchema} from '../schemas.ts';

const idempotencyKey = z
	.string()
	.min(1)
	.max(200)
	.optional()
	.describe('the same key again gives the same answer and does nothing');

/** POST a command: it takes effect before the next step, or not at all. */
export function commandRoutes(app: FastifyInstance, store: RunStore): void {
	const once = onlyOnce<Outcome>(() => performance.now());
	app.withTypeProvider<ZodTypeProvider>().post(
		'/v1/runs/:id/commands',
		{
			config: {role: 'operator'},
			schema: {
				summary: 'Steer a run',
				description: `One of: ${commands.map(({id, title}) => `\`${id}\` (${title})`).join(', ')}.`,
				params: z.object({id: z.string()}),
				headers: z.object({'idempotency-key': idempotencyKey}),
				body: commandSchema,
				response: {200: outcomeSchema, '4xx': problemSchema, 503: problemSchema},
			},
		},
		async ({params, headers, body}) => {
			if (internalCommands.some(({id}) => id === body.id))
				throw new Problem(400, 'command', `command "${body.id}" is for journals; send what a person would`);
			const run = await store.open(params.id);
			const key = headers['idempotency-key'];
			const carryOut = () => run.send(body);
			const outcome = await (key === undefined
				? carryOut()
				: once(`${params.id} ${key}`, JSON.stringify(body), carryOut));
			if (!outcome) throw new Problem(409, 'idempotency-key', `Idempotency-Key ${key}: was used for another command`);
			if (!outcome.ok) throw new Problem(statusOfRefusal(outcome.code), outcome.code, outcome.error);
			return {...outcome, settings: run.settings};
		},
	);
}

/** Refusals of the engine come as codes: the caller's mistakes, and what does not go now. */
const mistakes = new Set(['command', 'arguments', 'parameter', 'preset', 'node', 'restore', 'condition', 'record']);
const statusOfRefusal = (code: string): number =>
	mistakes.has(code) ? 400 : statusOf({kind: 'invalid', code} as Parameters<typeof statusOf>[0]);
