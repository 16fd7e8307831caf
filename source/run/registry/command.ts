import type {z} from 'zod';
import type {SavedState as Snapshot} from '../../records/checkpoint.ts';
import type {Steered} from './steered.ts';

/** What a command may do to a run: `view` changes nothing, `steer` can be undone by another command, `lose` can't. */
export type Risk = 'view' | 'steer' | 'lose';

/** What a command has done. */
export interface Report {
	/** One line for people; empty: no event tells of it. */
	readonly message: string;
	/** For programs: in the outcome, and in the event beside the command's own `id`, `by` and `at`. */
	readonly data?: Readonly<Record<string, unknown>>;
	/** Further fields of its line in the journal. */
	readonly beside?: Readonly<Record<string, unknown>>;
	/** What stands in the journal instead, when the command itself would do something else in a replay. */
	readonly journalled?: {readonly id: string; readonly args: Readonly<Record<string, unknown>>};
}

/**
One thing that can be done to a run. The handler acts in the engine between two steps and returns one line for people or a report, or
throws ConnectopError and changes nothing.
*/
export interface CommandSpec<Schema extends z.ZodType = z.ZodType> {
	readonly id: string;
	/** What it does, one line. */
	readonly title: string;
	readonly risk: Risk;
	/** Every argument is described. */
	readonly parameters: Schema;
	/** Arguments that it takes, for help and documents. */
	readonly example: z.input<Schema>;
	/** Kind of the event that reports it; the id when absent. */
	readonly kind?: string;
	/** Not written to the journal because it changes no state of the run; what a breakpoint did is. */
	readonly unjournalled?: true;
	/** Sent by programs and found in journals; not offered to people. */
	readonly internal?: true;
	handler(run: Steered, args: z.infer<Schema>, payload?: Snapshot): string | Report;
}

/** Types handler and example by the schema; the registry holds specs of any schema. */
export const command = <Schema extends z.ZodType>(spec: CommandSpec<Schema>): CommandSpec =>
	spec as unknown as CommandSpec;
