import type {FastifyInstance} from 'fastify';
import type {ZodTypeProvider} from 'fastify-type-provider-zod';
import {z} from 'zod';
import type {RecorderView} from '../../run/recording/view.ts';
import type {RunStore} from '../run-store.ts';
import {problemSchema} from '../schemas.ts';

const viewSchema = z
	.looseObject({
		name: z.string(),
		spec: z.string(),
		what: z.string().describe('for people'),
		file: z.string().describe("in the run's directory"),
		rows: z.number().describe("rows taken in since the run's process began"),
		bytes: z.number().describe('of the file'),
		bytesAnHour: z.number().nullable().describe('forecast; null for one that waits for crossings'),
		lost: z.number().describe('rows lost because the disk did not keep up'),
		failed: z.string().optional(),
		tick: z.number().describe('of the newest row; -1 before the first'),
		traces: z.array(z.object({label: z.string(), values: z.array(z.number().nullable())})),
		crossings: z.looseObject({ticks: z.array(z.number()), places: z.array(z.number())}).optional(),
	})
	.describe('a recorder and how it goes') as unknown as z.ZodType<RecorderView>;

/** What a run records. */
export function recorderRoutes(app: FastifyInstance, store: RunStore): void {
	app.withTypeProvider<ZodTypeProvider>().get(
		'/v1/runs/:id/recorders',
		{
			schema: {
				summary: 'Recorders of a run that is going on, with their newest rows',
				params: z.object({id: z.string()}),
				querystring: z.object({
					newest: z.coerce.number().int().min(0).max(1000).default(0).describe('rows of each, at most'),
				}),
				response: {200: z.object({recorders: z.array(viewSchema)}), '4xx': problemSchema},
			},
		},
		async ({params: {id}, query: {newest}}) => {
			const run = await store.open(id);
			return {recorders: [...((await run.recorders?.(newest)) ?? [])]};
		},
	);
}
