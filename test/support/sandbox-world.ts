// Owns: setting the sandbox to one reading of what the service leaves open, and a package to a list of the domain's.
// Must not: hold expectations.
import type { Assumptions } from '../../src-shared/domain/workflow/assumptions.ts';
import type { RecipientList } from '../../src-shared/domain/workflow/model.ts';
import type { PackageFields } from '../builders/sandbox-package.ts';

/** The sandbox's switches for a reading; numbers are the register's. */
export function writeSwitches(world: Assumptions): Readonly<Record<string, string>> {
  return {
    'A-20': world.reorderMeaning,
    'A-23': world.reorderSteps,
    'A-26': world.deleteSteps,
    'A-29': world.serialNumbers,
    'A-30': world.missingNumber,
    'A-31': world.parallelNumbers,
    'A-33': world.updateConverts ? 'convert' : 'ignored',
    'A-34': world.customReturns ? 'returns' : 'stays',
    'A-35': world.gaps,
    'A-36': world.typeChange,
  };
}

/** A package that shows this list. Its groups must be known to the sandbox. */
export function describePackage({ type, recipients }: RecipientList): PackageFields {
  return {
    type,
    recipients: recipients.map(({ kind, name, email, role, signingOrder }) => {
      const who =
        kind === 'person'
          ? { email, name }
          : kind === 'group'
            ? { group: name }
            : { placeholder: name };
      return { ...who, role, signingOrder };
    }),
  };
}

/** The wanted list with the keys the mirror gave the base, which stands in the same order there. */
export function adoptKeys(
  wanted: RecipientList,
  base: RecipientList,
  mirrored: RecipientList,
): RecipientList {
  const keys = new Map(
    base.recipients.map((one, index) => [one.key, mirrored.recipients[index]?.key]),
  );
  return {
    type: wanted.type,
    recipients: wanted.recipients.map((one) => ({ ...one, key: keys.get(one.key) ?? one.key })),
  };
}
