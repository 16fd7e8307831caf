import {ConnectopError} from '../base/errors.ts';
import type {Report} from '../base/progress.ts';
import {type Agreement, agree} from './agreement.ts';
import type {Scene} from './children.ts';
import {type Absent, type Entrant, nameOf} from './entrant.ts';
import type {TickOrder} from './orders.ts';
import {median} from './statistics.ts';
import {openTalk, type Talk} from './talk.ts';
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
}

/**
Lets the entrants, all at one time and each in a process of its own, take turns on one problem: `rounds` rounds of some ticks each, begun by another entrant each round, so
that whatever else the machine does meets all alike. Everyone takes the same ticks from the same start; the fields are compared after the first few and at
the end. The first entrant of each kind of noise is the reference. Throws `bench-differs` when one does other work, and `bench-contestant` when one fails on the way.
*/
export async function contest(
	scene: Scene,
	problem: string,
	n: number,
	entrants: readonly Entrant[],
	planOf: (noise: Entrant['noise']) => BenchPlan,
	rounds: number,
	report: Report,
	roundMs = usualRoundMs,
): Promise<ContestResult> {
	const running: Running[] = [];
	const absent: Absent[] = [];
	try {
		for (const [i, entrant] of entrants.entries()) {
			report({task: `starting ${nameOf(entrant)}`, done: i, total: entrants.length, unit: 'contestants'});
			try {
				const talk = await openTalk(entrant.start(scene, problem), nameOf(entrant), patienceMs);
				running.push({entrant, talk, rounds: []});
			} catch (error) {
				if (!entrant.optional || !(error instanceof ConnectopError)) throw error;
				absent.push({name: nameOf(entrant), reason: withoutName(error.message, entrant)});
			}
		}
		const ticksOf = ticksBy(planOf);
		const begun = performance.now();
		let tick = 0;
		const turn = async ({entrant, talk}: Running, count: number) => talk.run(ticksOf(entrant.noise, tick, count));
		for (const each of running) await turn(each, earlyTicks);
		tick += earlyTicks;
		const looked = await look(running, n, tick);
		// Warm: what compiles while it runs has compiled now, and how long a round is to be is known.
		let referenceMs = 0;
		for (const each of running) {
			const ms = median(await turn(each, earlyTicks));
			if (each === running[0]) referenceMs = ms;
		}
		tick += earlyTicks;
		const ticksARound = Math.round(Math.min(mostTicks, Math.max(fewestTicks, roundMs / referenceMs)));
		for (const each of running) await turn(each, ticksARound);
		tick += ticksARound;
		for (let round = 0; round < rounds; round++) {
			report({task: 'taking turns', done: round, total: rounds, unit: 'rounds'});
			for (let i = 0; i < running.length; i++) {
				const each = running[(i + round) % running.length]!;
				each.rounds.push(await turn(each, ticksARound));
			}
			tick += ticksARound;
		}
		const final = await look(running, n, tick);
		return {
			measured: running.map((each, i) => ({
				entrant: each.entrant,
				rounds: each.rounds,
				rss: each.talk.rss(),
				early: looked[i]!,
				final: final[i]!,
			})),
			absent,
			ticks: tick,
			ticksARound,
			roundsMs: performance.now() - begun,
		};
	} finally {
		await Promise.all(running.map(({talk}) => talk.close()));
	}
}

/** Compares all fields with the reference of their kind of noise. */
async function look(running: readonly Running[], n: number, ticks: number): Promise<Agreement[]> {
	const references = new Map<Entrant['noise'], Float32Array>();
	const found: Agreement[] = [];
	for (const {entrant, talk} of running) {
		const field = await talk.field(n);
		const wanted = references.get(entrant.noise) ?? field;
		references.set(entrant.noise, wanted);
		found.push(agree(entrant, field, wanted, ticks));
	}
	return found;
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
