import type {z} from 'zod';
import type {SavedState as Snapshot} from '../../records/checkpoint.ts';
import type {Steered} from './steered.ts';

/** What a command may do to a run: `view` changes nothing, `steer` can be undone by another command, `lose` can't. */
export type Risk = 'view' | 'steer' | 'lose';

/**
One thing that can be done to a run. The handler acts in the engine between two steps and returns one line for people, or throws
ConnectopError and changes nothing.
*/
export interface CommandSpec<Schema extends z.ZodType = z.ZodType> {
	readonly id: string;
	/** What it does, one line. */
	readonly title: string;
	readonly risk: Risk;
	readonly parameters: Schema;
	/** Kind of the event that reports it; the id when absent. */
	readonly kind?: string;
	/** Not written to the journal because it changes no state of the run. */
	readonly unjournalled?: true;
	handler(run: Steered, args: z.infer<Schema>, payload?: Snapshot): string;
}

/** Types the handler by the schema; the registry holds specs of any schema. */
export const command = <Schema extends z.ZodType>(spec: CommandSpec<Schema>): CommandSpec =>
	spec as unknown as CommandSpec;
