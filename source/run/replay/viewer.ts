import {z} from 'zod';
import {issueInWords} from '../../base/issue-words.ts';
import type {Command, Outcome} from '../protocol.ts';
import type {Moment, Span} from './timeline.ts';

/** What whoever looks at a replay may change: how it is shown, and nothing of what is. */
export interface Viewer {
	readonly paused: boolean;
	/** Times the recorded rate. */
	readonly speed: number;
	stepsWanted: number;
	endReason: string | undefined;
	pause(): void;
	apply(command: Command): Outcome;
}

const schemas = {
	pause: z.strictObject({}),
	resume: z.strictObject({}),
	step: z.strictObject({count: z.int().min(1).max(1e6).default(1)}),
	seek: z.strictObject({tick: z.int().min(0), epoch: z.int().min(0).optional()}),
	speed: z.strictObject({factor: z.number().min(0.001).max(1e6)}),
	stop: z.strictObject({reason: z.string().max(200).default('asked')}),
};

/** What a viewer acts on. */
export interface ViewerSetup {
	/** At the start. */
	readonly speed: number;
	readonly spans: readonly Span[];
	/** The moment that is shown. */
	where(): Moment;
	/** Goes to another, which was recorded. */
	seek(moment: Moment): void;
	tell(kind: string, message: string): void;
	/** Paused, or not any more. */
	changed(): void;
}

export function createViewer({speed: startSpeed, spans, where, seek, tell, changed}: ViewerSetup): Viewer {
	let [paused, speed, stepsWanted] = [false, startSpeed, 0];
	let endReason: string | undefined;
	const refuse = (code: string, error: string): Outcome => ({ok: false, code, error});
	const set = (value: boolean) => {
		paused = value;
	};

	/** The epoch that is meant: the one that is shown where it has the tick, else the newest that has. */
	function momentOf(tick: number, epoch: number | undefined): Moment | string {
		const has = (span: Span) => tick >= span.from && tick <= span.to;
		const here = spans.find(each => each.epoch === (epoch ?? where().epoch));
		if (here && has(here)) return {epoch: here.epoch, tick};
		const newest = epoch === undefined ? spans.findLast(has) : undefined;
		if (newest) return {epoch: newest.epoch, tick};
		const found = spans.map(each => `${each.from} to ${each.to} in epoch ${each.epoch}`);
		const shown = found.length > 5 ? [...found.slice(0, 2), '…', ...found.slice(-2)] : found;
		return `tick ${tick}${epoch === undefined ? '' : ` of epoch ${epoch}`} was not recorded; there are ${shown.join(', ')}`;
	}

	const handlers: Readonly<Record<string, (args: never) => Outcome | undefined>> = {
		pause() {
			set(true);
		},
		resume() {
			set(false);
			stepsWanted = 0;
		},
		step({count}: z.infer<typeof schemas.step>) {
			set(true);
			stepsWanted += count;
		},
		seek({tick, epoch}: z.infer<typeof schemas.seek>) {
			const moment = momentOf(tick, epoch);
			if (typeof moment === 'string') return refuse('seek', moment);
			seek(moment);
			return undefined;
		},
		speed({factor}: z.infer<typeof schemas.speed>) {
			speed = factor;
			tell('speed', `${factor} × the recorded rate`);
		},
		stop({reason}: z.infer<typeof schemas.stop>) {
			endReason ??= reason;
		},
	};

	return {
		get paused() {
			return paused;
		},
		get speed() {
			return speed;
		},
		get stepsWanted() {
			return stepsWanted;
		},
		set stepsWanted(count) {
			stepsWanted = count;
		},
		get endReason() {
			return endReason;
		},
		set endReason(reason) {
			endReason = reason;
		},
		pause: () => set(true),
		apply({id, args}) {
			const handler = Object.hasOwn(handlers, id) ? handlers[id] : undefined;
			const schema = Object.hasOwn(schemas, id) ? schemas[id as keyof typeof schemas] : undefined;
			if (!handler || !schema)
				return refuse(
					'replay',
					`${id}: a replay can't be steered; ${Object.keys(schemas).slice(0, -1).join(', ')} change how it is shown`,
				);
			const parsed = schema.safeParse(args);
			if (!parsed.success)
				return refuse(
					'arguments',
					`${id}: ${parsed.error.issues.map(each => `${each.path.join('.') || 'arguments'}: ${issueInWords(each)}`).join('; ')}`,
				);
			const before = paused;
			const refused = handler(parsed.data as never);
			if (refused) return refused;
			if (paused !== before) changed();
			return {ok: true, tick: where().tick};
		},
	};
}
