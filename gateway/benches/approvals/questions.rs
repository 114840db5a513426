//! What the client asks for, as a page that shows it would.

/// Which rules match and why, who would be asked, and what is missing.
pub const PREVIEW: &str = "query($organization: ID!, $order: ID!) { organization(id: $organization) {
    approvalPreview(orderId: $order) { outcome total { amount currency } policyVersion
        findings { rule { number name } applies matched conditions { holds amount { amount } count percent } }
        stages { number groups { needed rules standIn approvers { id } } }
        obstacles { code message } priceChanges { productId } } } }";

/// The same without the rules, with the name of everybody who would be asked.
pub const WHO_IS_ASKED: &str = "query($organization: ID!, $order: ID!) { organization(id: $organization) {
    approvalPreview(orderId: $order) { outcome total { amount currency } policyVersion
        stages { number groups { needed rules standIn approvers { id name } } }
        obstacles { code message } priceChanges { productId } } } }";

/// A page of what waits for whoever asks.
pub const INBOX: &str = "query($organization: ID!) { organization(id: $organization) { approvals {
    inbox(first: 20) { totalCount pageInfo { hasNextPage endCursor } nodes { id status round revision
        currentStage openedAt dueAt canIAct requester { id name }
        order { id number status total { gross { amount currency } } } } } } } }";

/// Begins an order.
pub const CREATE: &str = "mutation($input: CreateDraftInput!) { createDraft(input: $input) {
    order { id status revision version total { gross { amount currency } } }
    errors { code message } position stale { reason } } }";

/// Submits it.
pub const SUBMIT: &str = "mutation($input: SubmitOrderInput!) { submitOrder(input: $input) {
    order { id number status revision version total { gross { amount currency } } }
    errors { code message } position stale { reason } } }";

/// Approves it.
pub const APPROVE: &str = "mutation($input: ApproveOrderInput!) { approveOrder(input: $input) {
    order { id number status revision version total { gross { amount currency } } }
    errors { code message } position stale { reason } } }";

/// Approves many.
pub const DECIDE: &str = "mutation($input: DecideOrdersInput!) { decideOrders(input: $input) {
    results { orderId order { id number status revision version } errors { code message } position }
    errors { code message } position stale { reason } } }";
