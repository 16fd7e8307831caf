import {mkdtempSync} from 'node:fs';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {finished, openScene, type Scene} from '../../source/bench/children.ts';
import {type ContestResult, contest} from '../../source/bench/contest.ts';
import type {Entrant} from '../../source/bench/entrant.ts';
import {type OwnKernel, ownEntrants, workerCommand} from '../../source/bench/own-entrants.ts';
import {benchPlan, type ProblemFacts} from '../../source/bench/workload.ts';

/** Nodes of the problem: not a multiple of the rows of a slice. */
export const nodes = 3001;

/** A scene that is cleared when the test is over. */
export function scene(t: ExecutionContext): Scene {
	const opened = openScene();
	t.teardown(() => opened.clear());
	return opened;
}

/** Two rounds of the cpu kernel, other kernels of ours and these entrants on a small graph. */
export async function smallContest(
	at: Scene,
	others: readonly Entrant[],
	kernels: readonly OwnKernel[] = ['cpu'],
	patience?: {readonly ms: number; readonly warmUps: number},
): Promise<ContestResult> {
	const problem = join(mkdtempSync(join(at.folder, 'contest-')), 'problem');
	const [command, args] = workerCommand('problem', 'knn', String(nodes), problem, '1');
	const {code, stdout, stderr} = await finished(at, command, args);
	if (code !== 0) throw new Error(stderr);
	const {strength} = JSON.parse(stdout) as ProblemFacts;
	const entrants = [...ownEntrants(kernels, [1, 2]), ...others];
	return contest(
		at,
		problem,
		nodes,
		entrants,
		noise => benchPlan(strength, noise),
		2,
		() => undefined,
		{roundMs: 2, ...(patience && {patience})},
	);
}
