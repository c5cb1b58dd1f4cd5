using Actors.Tests.Conformance;
using Actors.Tests.Conformance.Faults;

namespace Actors.Tests.Virtual;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualAffinityTests : AffinityTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualAsyncGetTests : AsyncGetTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualAsyncTests : AsyncTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualBackgroundToUiTests : BackgroundToUiTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualBudgetUpdateTests : BudgetUpdateTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualChannelTests : ChannelTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualCompletionTests : CompletionTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualCoroutineTests : CoroutineTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualConflationTests : ConflationTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualCurrentTests : CurrentTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualDeferTests : DeferTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualErrorMessageTests : ErrorMessageTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualEscalationTests : EscalationTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualEventRouteTests : EventRouteTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualEventStreamEndTests : EventStreamEndTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualEventStreamKeepTests : EventStreamKeepTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualEventStreamTests : EventStreamTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualEventTests : EventTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualEventWaitTests : EventWaitTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualExitOrderTests : ExitOrderTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualFamilyEndTests : FamilyEndTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualFlowStressTests : FlowStressTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualFlowTests : FlowTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualForeignCodeTests : ForeignCodeTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualForgottenWaitTests : ForgottenWaitTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualFutureTests : FutureTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualHoldDispatcherTests : HoldDispatcherTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualHoldEndTests : HoldEndTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualHoldOwnerTests : HoldOwnerTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualHoldStressTests : HoldStressTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualHoldTests : HoldTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualHoldTimerTests : HoldTimerTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualJobControlTests : JobControlTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualJobThrowTests : JobThrowTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualJobEndTests : JobEndTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualJobGroupTests : JobGroupTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualJobHoldTests : JobHoldTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualJobProgressTests : JobProgressTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualJobStepTests : JobStepTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualJobStressTests : JobStressTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualJobTests : JobTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualLaterTests : LaterTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualLeftBehindTests : LeftBehindTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualLifecycleTests : LifecycleTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualListenerErrorTests : ListenerErrorTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualListenerTests : ListenerTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualListenerWaitTests : ListenerWaitTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualLoopCallTests : LoopCallTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualLoopRunTests : LoopRunTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualLoopCloseTests : LoopCloseTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualLoopStressTests : LoopStressTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualLoopTaskTests : LoopTaskTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualLoopTaskCancelTests : LoopTaskCancelTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualLoopTimerTests : LoopTimerTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualMailboxDeliveryTests : MailboxDeliveryTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualMailboxHeldTests : MailboxHeldTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualMailboxStressTests : MailboxStressTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualMailboxTests : MailboxTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualMailboxWaitEndTests : MailboxWaitEndTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualMailboxWaitTests : MailboxWaitTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualMainFlowTests : MainFlowTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualMainStopTests : MainStopTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualMainWorkerTests : MainWorkerTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualOptOutTests : OptOutTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualOutsideWaitTests : OutsideWaitTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualParentChildTests : ParentChildTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualPauseTests : PauseTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualPauseWaitTests : PauseWaitTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualPolledMainTests : PolledMainTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualRejectTests : RejectTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualRestartChildrenTests : RestartChildrenTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualRestartClearingTests : RestartClearingTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualRestartEndTests : RestartEndTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualRestartQueueTests : RestartQueueTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualRestartTests : RestartTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualResultWaitTests : ResultWaitTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualRunOnCurrentThreadTests : RunOnCurrentThreadTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualScopeEndTests : ScopeEndTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualScopeTests : ScopeTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualShutdownTests : ShutdownTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualSlowCodeTests : SlowCodeTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualStatusTests : StatusTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualStopTests : StopTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualStoppingTokenTests : StoppingTokenTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualSupervisionTests : SupervisionTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualSwallowedExitTests : SwallowedExitTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualTimerTests : TimerTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualUnlistenTests : UnlistenTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualUpdateTests : UpdateTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualWaitRingTests : WaitRingTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualWaitTaskTests : WaitTaskTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualWaitTests : WaitTests;

[OnEngine<VirtualTestEngine>]
public sealed class VirtualWorkerExitTests : WorkerExitTests;
