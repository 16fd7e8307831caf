import type {FastifyInstance} from 'fastify';
import type {ZodTypeProvider} from 'fastify-type-provider-zod';
import {z} from 'zod';
import type {RunClient} from '../../run/client.ts';
import type {Event} from '../../run/protocol.ts';
import {Problem} from '../problems.ts';
import type {RunStore} from '../run-store.ts';
import {eventSchema, problemSchema} from '../schemas.ts';

/** Events that wait for a slow reader; beyond it the stream ends, and its reader resumes where it was. */
const mostWaiting = 1000;
const page = 500;

const whole = z.coerce.number().int().min(0);

/** Events as a list, or as a stream (SSE) that can be taken up again after any event. */
export function eventRoutes(app: FastifyInstance, store: RunStore): void {
	app.withTypeProvider<ZodTypeProvider>().get(
		'/v1/runs/:id/events',
		{
			sse: 'dual',
			schema: {
				summary: 'Events',
				description:
					'JSON: the newest `limit` before `before`, or the first after `after`. With Accept: text/event-stream every event from now on, and with Last-Event-ID (a seq; 0 for all) those since.',
				params: z.object({id: z.string()}),
				querystring: z.object({
					limit: whole.max(1000).default(100),
					before: whole.optional().describe('seq'),
					after: whole.optional().describe('seq'),
				}),
				response: {200: z.object({events: z.array(eventSchema)}), '4xx': problemSchema},
			},
		},
		async (request, reply) => {
			const {id} = request.params;
			const past = await store.past(id);
			const {limit, before, after} = request.query;
			// Without the header the plugin leaves `sse` out.
			const {sse} = reply as {sse?: typeof reply.sse};
			if (!sse) {
				const events = after === undefined ? await past.pastEvents(limit, before) : await past.nextEvents(after, limit);
				return {events: [...events]};
			}
			const last = lastSeen(sse.lastEventId, after);
			const run = await store.open(id); // before anything is sent: an ended run has no stream
			const closed = new AbortController();
			sse.onClose(() => closed.abort());
			sse.sendHeaders(); // at once: the first event may be far away
			await sse.send(messages(follow(run, last, closed.signal)));
			return undefined as never; // the plugin ends the answer; awaiting `reply` would wait for just that
		},
	);
}

function lastSeen(header: string | null, after: number | undefined): number | undefined {
	if (header === null || header === '') return after;
	if (/^\d{1,15}$/.test(header)) return Number(header);
	throw new Problem(400, 'last-event-id', 'Last-Event-ID: use the id of an event, a whole number');
}

async function* messages(events: AsyncIterable<Event>): AsyncGenerator<{id: string; event: string; data: Event}> {
	for await (const event of events) yield {id: String(event.seq), event: event.kind, data: event};
}

/** Every event after `last`, without it every one from now on, until the run has ended, the reader is gone or too slow. */
async function* follow(run: RunClient, last: number | undefined, closed: AbortSignal): AsyncGenerator<Event> {
	const waiting: Event[] = [];
	let wake: () => void = () => undefined;
	let over = false;
	const stop = () => {
		over = true;
		wake();
	};
	const forget = run.onEvent(event => {
		if (waiting.length < mostWaiting) waiting.push(event);
		else {
			forget(); // its reader resumes where it was
			stop();
		}
		wake();
	});
	void run.ended.then(stop);
	closed.addEventListener('abort', stop);
	try {
		let seen = last ?? -1;
		for (let from = last; from !== undefined; ) {
			const past = await run.nextEvents(from, page);
			for (const event of past) {
				seen = event.seq;
				yield event;
			}
			from = past.length === page ? seen : undefined;
		}
		while (!closed.aborted && (waiting.length > 0 || !over)) {
			const event = waiting.shift();
			if (event === undefined) await new Promise<void>(resolve => (wake = resolve));
			else if (event.seq > seen) yield event;
		}
	} finally {
		forget();
	}
}
