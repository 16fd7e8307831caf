import {ConnectopError} from '../../base/errors.ts';
import type {BenchAbsence, BenchFigure} from '../report.ts';
import {keeping} from './keeping.ts';
import {pacing} from './pacing.ts';
import type {Measure, Program} from './program.ts';
import {screen} from './screen.ts';
import {firstFrame, help} from './start-up.ts';
import {sustained, sustainedOnFile} from './sustained.ts';

/** All measures of the whole program, by what they are of. */
const measures: Readonly<Record<string, Measure>> = {
	'start-up': help,
	'first frame': firstFrame,
	screen,
	'rate kept': pacing,
	'everything on': sustained,
	checkpoints: keeping,
	'15 million edges': sustainedOnFile,
};

/** Takes all measures, one after the other. One that fails is said, and the others go on. */
export async function measureProgram(
	program: Program,
): Promise<{readonly figures: readonly BenchFigure[]; readonly absent: readonly BenchAbsence[]}> {
	const figures: BenchFigure[] = [];
	const absent: BenchAbsence[] = [];
	for (const [name, measure] of Object.entries(measures)) {
		try {
			figures.push(...(await measure(program)));
		} catch (error) {
			if (!(error instanceof ConnectopError)) throw error;
			absent.push({name, reason: error.message});
		}
	}
	return {figures, absent};
}
