import {ConnectopError} from '../base/errors.ts';
import type {Report} from '../base/progress.ts';
import {type Agreement, agreements} from './agreement.ts';
import type {Scene} from './children.ts';
import {type Absent, type Entrant, nameOf} from './entrant.ts';
import type {TickOrder} from './orders.ts';
import {median} from './statistics.ts';
import {openTalk, type Talk} from './talk.ts';
import {shuffled} from './turns.ts';
import type {BenchPlan} from './workload.ts';

/** Ticks after which the fields are compared first: few enough that the field has not settled, where wrong work would not show. */
const earlyTicks = 12;
/** A round of the reference takes about so long, ms: enough to be told from the clock, and short enough that a disturbance meets all. */
const usualRoundMs = 40;
const mostTicks = 500;
/** A median needs three. */
export const fewestTicks = 3;
/** Numba and Brian2 compile before they are ready. */
const patienceMs = 300_000;
/** Who has warmed up is waited for so long, and so many times as long as that took: far more than any turn takes. */
const turnPatience = {ms: 60_000, warmUps: 20};

/** What one entrant did. */
export interface Measured {
	readonly entrant: Entrant;
	/** Milliseconds of the ticks of each round. */
	readonly rounds: readonly Float64Array[];
	/** Bytes of its process at the end, where the system tells. */
	readonly rss: number | undefined;
	/** How far it was from the reference at both looks. */
	readonly early: Agreement;
	readonly final: Agreement;
}

export interface ContestResult {
	readonly measured: readonly Measured[];
	readonly absent: readonly Absent[];
	/** Ticks that each entrant took in all, and in a round. */
	readonly ticks: number;
	readonly ticksARound: number;
	/** The rounds took so long together, those that warm up too. */
	readonly roundsMs: number;
}

interface Running {
	readonly entrant: Entrant;
	readonly talk: Talk;
	readonly rounds: Float64Array[];
	/** How long an answer is waited for, ms. */
	patienceMs: number;
	/** How long its last turn took, ms. */
	tookMs: number;
}

/**
Lets the entrants, all at one time and each in a process of its own, take turns on one problem: `rounds` rounds of some ticks each, in another order each round, so
that whatever else the machine does meets all alike. Everyone takes the same ticks from the same start; the fields are compared after the first few and at
the end. The first entrant of each kind of noise is the reference. One that is optional and fails, at the start or on the way, is left out of the result and said.
Throws `bench-differs` when one does other work, and `bench-contestant` when one fails that is not optional.
*/
export async function contest(
	scene: Scene,
	problem: string,
	n: number,
	entrants: readonly Entrant[],
	planOf: (noise: Entrant['noise']) => BenchPlan,
	rounds: number,
	report: Report,
	{roundMs = usualRoundMs, patience = turnPatience} = {},
): Promise<ContestResult> {
	let running: Running[] = [];
	const absent: Absent[] = [];
	/** What all that are left answer, by entrant; who fails is left no longer. */
	const each = async <T>(order: readonly Running[], ask: (one: Running) => Promise<T>): Promise<Map<Entrant, T>> => {
		const answers = new Map<Entrant, T>();
		for (const one of order) {
			try {
				answers.set(one.entrant, await ask(one));
			} catch (error) {
				absent.push(absentBy(one.entrant, error));
				running = running.filter(other => other !== one);
			}
		}
		return answers;
	};
	try {
		for (const [i, entrant] of entrants.entries()) {
			report({task: `starting ${nameOf(entrant)}`, done: i, total: entrants.length, unit: 'contestants'});
			try {
				const talk = await openTalk(entrant.start(scene, problem), nameOf(entrant), patienceMs);
				running.push({entrant, talk, rounds: [], patienceMs, tookMs: 0});
			} catch (error) {
				absent.push(absentBy(entrant, error));
			}
		}
		const ticksOf = ticksBy(planOf);
		const begun = performance.now();
		let tick = 0;
		const turns = async (order: readonly Running[], count: number) => {
			const times = await each(order, async one => {
				const before = performance.now();
				const taken = await one.talk.run(ticksOf(one.entrant.noise, tick, count), one.patienceMs);
				one.tookMs = performance.now() - before;
				return taken;
			});
			tick += count;
			return times;
		};
		const look = async () => agreements(await each(running, one => one.talk.field(n, one.patienceMs)), tick);
		await turns(running, earlyTicks);
		const early = await look();
		// Warm: what compiles while it runs has compiled now, and how long a round is to be is known.
		const [referenceTimes = []] = (await turns(running, earlyTicks)).values();
		const ticksARound = Math.round(Math.min(mostTicks, Math.max(fewestTicks, roundMs / median(referenceTimes))));
		for (const one of running) one.patienceMs = patience.ms + patience.warmUps * one.tookMs;
		await turns(running, ticksARound);
		for (let round = 0; round < rounds; round++) {
			report({task: 'taking turns', done: round, total: rounds, unit: 'rounds'});
			const taken = await turns(shuffled(running, round), ticksARound);
			for (const {entrant, rounds: own} of running) {
				const times = taken.get(entrant);
				if (times) own.push(times);
			}
		}
		const final = await look();
		return {
			measured: running.flatMap(({entrant, rounds: own, talk}) => {
				const [atFirst, atLast] = [early.get(entrant), final.get(entrant)];
				return atFirst && atLast ? [{entrant, rounds: own, rss: talk.rss(), early: atFirst, final: atLast}] : [];
			}),
			absent,
			ticks: tick,
			ticksARound,
			roundsMs: performance.now() - begun,
		};
	} finally {
		await Promise.all(running.map(({talk}) => talk.close()));
	}
}

/** An optional entrant that failed is one that does not take part; any other error is thrown. */
function absentBy(entrant: Entrant, error: unknown): Absent {
	const failed = error instanceof ConnectopError && error.code === 'bench-contestant';
	if (!entrant.optional || !failed) throw error;
	return {name: nameOf(entrant), reason: withoutName(error.message, entrant)};
}

/** What contestants are told of ticks. */
const ticksBy =
	(planOf: (noise: Entrant['noise']) => BenchPlan) =>
	(noise: Entrant['noise'], from: number, count: number): TickOrder[] => {
		const plan = planOf(noise);
		return Array.from({length: count}, (_, i) => {
			const {dt, u, coupling, noiseScale} = plan.at(from + i);
			return {rate: dt * u, coupling, noiseScale, tick: from + i};
		});
	};

const withoutName = (message: string, entrant: Entrant): string =>
	message.startsWith(nameOf(entrant)) ? message.slice(nameOf(entrant).length + 2) : message;
