import { OverviewSkeleton } from "../../../components/credits/overview/overview-skeleton.tsx";
import { RowsSkeleton } from "../../../components/credits/table-parts.tsx";

export default function CreditsLoading() {
  return (
    <div className="mx-auto grid max-w-[80rem] gap-10">
      <OverviewSkeleton />
      <RowsSkeleton label="Loading the ledger" />
    </div>
  );
}
